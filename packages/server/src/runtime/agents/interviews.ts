/**
 * Interviews of live agents: a person asks, the agent answers in a turn of its own, in character and from what it remembers,
 * and nothing in its world changes; it wakes next when it would have. Who asks waits a while for the answer; one that
 * takes longer is found in the list.
 */
import type { AnswerForm, Interview, InterviewAnswer, Trigger } from '@troupe/contract'
import { sql, type RawBuilder } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { ConflictError, MissingError } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { IdPage, IdPageQuery } from '../../people/id-page.ts'
import type { Database } from '../../store/database.ts'
import { NotPossibleError } from './lifecycle.ts'
import type { Wakes } from './wakes.ts'

export interface InterviewsParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly audit: AuditLog
  readonly wakes: Wakes
}

/** Models answer within seconds; whoever has waited this long is told to look later. */
const WAIT_MOST_MS = 25_000
const LOOK_EVERY_MS = 60

type Asked = Trigger & { readonly kind: 'interview' }

interface InterviewRow {
  readonly turnId: Id
  readonly trigger: Asked
  readonly outcome: string
  readonly reason: string | null
  readonly generator: string | null
  readonly answered: boolean
  readonly input: { readonly text?: string; readonly choice?: string; readonly value?: number } | null
}

export class Interviews {
  readonly #parts: InterviewsParts

  constructor(parts: InterviewsParts) {
    this.#parts = parts
  }

  /** The interview with its answer, or as it stands when the wait is over or `signal` aborts. */
  async ask(by: Actor, agentId: Id, { question, form }: { question: string; form: AnswerForm }, signal?: AbortSignal): Promise<Interview> {
    const trigger = await this.#begin(by, agentId, question, form)
    this.#parts.wakes.poke()
    const { clock } = this.#parts
    const untilMs = clock.now() + WAIT_MOST_MS
    for (;;) {
      const [row] = await this.#rows(sql`t.agent_id = ${agentId} AND t.trigger->>'interviewId' = ${trigger.interviewId} ORDER BY t.id DESC LIMIT 1`)
      const isOver = clock.now() >= untilMs || signal?.aborted === true
      if (row !== undefined && (row.outcome !== 'running' || isOver)) return interviewOf(row, agentId)
      if (isOver) return notBegun(trigger, agentId)
      await clock.until(clock.now() + LOOK_EVERY_MS)
    }
  }

  /** Newest first. */
  async list(workspaceId: Id, agentId: Id, page: IdPageQuery): Promise<IdPage<Interview & { id: Id }>> {
    const agent = await this.#parts.db.selectFrom('agents').select('id').where('id', '=', agentId).where('workspace_id', '=', workspaceId).executeTakeFirst()
    if (agent === undefined) throw new MissingError('agent', agentId)
    const rows = await this.#rows(sql`t.agent_id = ${agentId} AND t.trigger->>'kind' = 'interview' ${page.beforeId === null ? sql`` : sql`AND t.id < ${page.beforeId}`}
      ORDER BY t.id DESC LIMIT ${page.limit + 1}`)
    return { items: rows.slice(0, page.limit).map((row) => ({ ...interviewOf(row, agentId), id: row.turnId })), more: rows.length > page.limit }
  }

  async #begin(by: Actor, agentId: Id, question: string, form: AnswerForm): Promise<Asked> {
    const { db, clock, ids, audit } = this.#parts
    return db.transaction().execute(async (within) => {
      const agent = await within.selectFrom('agents').select(['state', 'platform', 'project_id', 'lease_until', 'turn_trigger', 'wake_at'])
        .where('id', '=', agentId).where('workspace_id', '=', by.workspaceId).forNoKeyUpdate().executeTakeFirst()
      if (agent === undefined) throw new MissingError('agent', agentId)
      if (agent.platform === 'messaging') throw new ConflictError('An agent that writes to leads is no character and has nothing to remember; what it did stands in its turns.', 'not-interviewed')
      if (agent.state === 'busy' || agent.lease_until !== null) throw new ConflictError('This agent is in a turn; ask again in a moment.', 'in-a-turn')
      if (agent.state !== 'idle') throw new NotPossibleError('be interviewed', agent.state)
      if (agent.turn_trigger !== null) throw new ConflictError('This agent is about to begin a turn; ask again in a moment.', 'in-a-turn')
      const stop = await within.selectFrom('kill_switches').select('reason').where('on', '=', true).where('scope', 'in', ['instance', agent.project_id]).executeTakeFirst()
      if (stop) throw new ConflictError(`The kill switch is on: ${stop.reason}`, 'killed')
      const nowMs = clock.now()
      const trigger: Asked = {
        kind: 'interview', interviewId: ids.next(), by: by.name, question, form: mutable(form), askedAt: new Date(nowMs).toISOString(),
        wakeAt: agent.wake_at === null ? null : new Date(agent.wake_at).toISOString(),
      }
      await within.updateTable('agents').set({ wake_at: nowMs, turn_trigger: JSON.stringify(trigger) }).where('id', '=', agentId).execute()
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'agent-interviewed', subject: { kind: 'agent', id: agentId }, after: { interviewId: trigger.interviewId, question } })
      return trigger
    })
  }

  async #rows(which: RawBuilder<unknown>): Promise<InterviewRow[]> {
    const { rows } = await sql<InterviewRow>`SELECT t.id AS "turnId", t.trigger, t.outcome, t.reason, asked.target_id AS generator,
        told.turn_id IS NOT NULL AS answered, p.body->'input' AS input
      FROM (SELECT t.* FROM turns t WHERE ${which}) t
      LEFT JOIN journal told ON told.turn_id = t.id AND told.action = 'answer_interview' AND told.result = 'done'
      LEFT JOIN payloads p ON p.id = told.payload_id
      LEFT JOIN LATERAL (SELECT target_id FROM journal WHERE turn_id = t.id AND kind = 'asked' ORDER BY seq DESC LIMIT 1) asked ON true
      ORDER BY t.id DESC`.execute(this.#parts.db)
    return rows
  }
}

function interviewOf({ turnId, trigger, outcome, reason, generator, answered, input }: InterviewRow, agentId: Id): Interview {
  const state = answered ? 'answered' : outcome === 'running' ? 'waiting' : 'failed'
  return {
    turnId, agentId, question: trigger.question, form: trigger.form, by: trigger.by, at: trigger.askedAt, state,
    reason: state === 'failed' ? reason ?? 'It did not answer.' : null,
    answer: answered ? answerOf(input) : null,
    generator: answered ? generator : null,
  }
}

/** Null where the payload was erased. */
function answerOf(input: InterviewRow['input']): InterviewAnswer | null {
  return input === null ? null : { text: input.text ?? '', choice: input.choice ?? null, value: input.value ?? null }
}

function notBegun(trigger: Asked, agentId: Id): Interview {
  const { question, form, by, askedAt } = trigger
  return { turnId: null, agentId, question, form, by, at: askedAt, state: 'waiting', reason: null, answer: null, generator: null }
}

/** As the contract's schema has it. */
function mutable(form: AnswerForm): Asked['form'] {
  return form.kind === 'choice' ? { ...form, options: [...form.options] } : form
}
