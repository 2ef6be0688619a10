/**
 * Accounts for agents by the thousand, and what that does to the agents: one that was refused stands still with the reason, until a
 * person looks; one whose site asked for a pause sleeps until then (SPEC D4, D6, B8).
 */
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { must } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import type { Log } from '../../base/log.ts'
import { sleepUntil } from '../../llm/retry.ts'
import type { Provisioned } from '../../platform/outside-platform.ts'
import type { Database } from '../../store/database.ts'
import type { Enrolment, Provisioning, ProvisionSummary } from './provisioning.ts'

const AT_ONCE = 1_000
/** After a failure that may pass; then the agent's own first errand asks again. */
const TRIED_AGAIN_MS = 5 * 60_000

export interface EnrollingParts {
  readonly db: Database
  readonly clock: Clock
  readonly log: Log
  readonly provisioning: Provisioning
}

/** Some agents by id, or all of a site. */
export type Whom = { readonly agentIds: readonly Id[] } | { readonly siteId: Id }

export class Enrolling implements AsyncDisposable {
  readonly #parts: EnrollingParts
  readonly #stopping = new AbortController()
  readonly #underWay = new Set<Promise<unknown>>()

  constructor(parts: EnrollingParts) {
    this.#parts = parts
  }

  /** Of a workspace's agents outside; others are passed over. Calling it again does no harm, and is how to go on after failures. */
  async provisionAll(workspaceId: Id, whom: Whom, signal: AbortSignal = this.#stopping.signal): Promise<ProvisionSummary> {
    const { provisioning } = this.#parts
    const enrolments = await this.#enrolments(workspaceId, whom)
    return provisioning.provisionAll(enrolments, AbortSignal.any([signal, this.#stopping.signal]), (agentId, outcome) => this.#note(agentId, outcome))
  }

  /** The same, without anybody waiting for it. */
  provisionSoon(workspaceId: Id, agentIds: readonly Id[]): void {
    if (agentIds.length === 0) return
    const underWay: Promise<unknown> = this.provisionAll(workspaceId, { agentIds })
      .catch((error: unknown) => this.#parts.log.error({ err: error }, 'accounts outside could not be asked for; each agent asks at its first errand'))
      .finally(() => this.#underWay.delete(underWay))
    this.#underWay.add(underWay)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#stopping.abort(new Error('the process stops'))
    await Promise.all(this.#underWay)
  }

  async #enrolments(workspaceId: Id, whom: Whom): Promise<Enrolment[]> {
    const found: Enrolment[] = []
    const ids = 'agentIds' in whom ? whom.agentIds : null
    for (let from = 0, after = '00000000-0000-0000-0000-000000000000'; ids === null || from < ids.length; from += AT_ONCE) {
      let select = this.#parts.db.selectFrom('agents').innerJoin('personas', 'personas.id', 'agents.persona_id')
        .select(['agents.id', 'agents.site_id', 'agents.persona_id', 'personas.display_name', 'personas.username']).where('agents.workspace_id', '=', workspaceId).where('agents.site_id', 'is not', null)
      select = 'siteId' in whom ? select.where('agents.site_id', '=', whom.siteId).where('agents.id', '>', after).orderBy('agents.id').limit(AT_ONCE) : select.where('agents.id', 'in', whom.agentIds.slice(from, from + AT_ONCE)).orderBy('agents.id')
      const rows = await select.execute()
      for (const row of rows) {
        found.push({ siteId: must(row.site_id, 'a site'), applicant: { agentId: row.id, personaId: must(row.persona_id, 'a persona'), name: row.display_name, username: row.username } })
      }
      const last = rows.at(-1)
      if (ids === null && (last === undefined || rows.length < AT_ONCE)) break
      after = last?.id ?? after
    }
    return found
  }

  /** Only while nobody has it in a turn, where it would find out by itself, and no person has told it anything else since. */
  async #note(agentId: Id, outcome: Provisioned): Promise<void> {
    if (outcome.kind === 'there' || this.#stopping.signal.aborted) return
    const nowMs = this.#parts.clock.now()
    const untilMs = outcome.kind === 'asleep' ? sleepUntil(nowMs, outcome.untilMs) : outcome.kind === 'failed' ? nowMs + TRIED_AGAIN_MS : null
    await sql`UPDATE agents SET state = ${untilMs === null ? 'failed' : 'asleep'}, state_reason = ${`it has no account there yet: ${outcome.reason}`}, state_since = ${nowMs}, until_at = ${untilMs}, wake_at = ${untilMs}
      WHERE id = ${agentId} AND state = 'idle' AND lease_until IS NULL`.execute(this.#parts.db)
  }
}
