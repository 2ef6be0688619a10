/** Approvals as they stand now: with the words and the address as they would go out at this moment. */
import type { Approval, PlannedContent } from '@troupe/contract'
import type { Selectable } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { MissingError } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import { creatorScope, type Actor } from '../../people/actor.ts'
import { wordsHash } from '../../policy/messaging/words-hash.ts'
import type { Database } from '../../store/database.ts'
import type { ApprovalsTable } from '../../store/sending-schema.ts'
import { actionRows, toldAction, type ActionSelected } from '../actions/action-reader.ts'
import { Facts, type FactParts, type Situation } from '../sending/facts.ts'
import { NO_CONTENT, type ToJudge } from '../sending/to-judge.ts'

export interface ApprovalReaderParts extends FactParts {
  readonly db: Database
  readonly clock: Clock
}

export interface ApprovalQuery {
  readonly limit: number
  readonly beforeId: Id | null
  readonly state?: Approval['state'] | undefined
  readonly creatorId?: Id | undefined
}

/** What a decision is about. */
export interface Waiting {
  readonly state: Approval['state']
  readonly expiresMs: number
  readonly action: ActionSelected
  /** As the agent planned them; a template that the rules put in their place is not in it. */
  readonly content: PlannedContent
  readonly contentHash: string
  readonly situation: Situation
}

type Row = Selectable<ApprovalsTable>

export class ApprovalReader {
  readonly #parts: ApprovalReaderParts

  constructor(parts: ApprovalReaderParts) {
    this.#parts = parts
  }

  /** Newest first. */
  async list(by: Actor, { limit, beforeId, state, creatorId }: ApprovalQuery): Promise<{ items: Approval[]; more: boolean }> {
    let select = this.#rows(this.#parts.db, by)
    if (state !== undefined) select = select.where('state', '=', state)
    if (creatorId !== undefined) select = select.where('creator_id', '=', creatorId)
    if (beforeId !== null) select = select.where('id', '<', beforeId)
    const rows = await select.orderBy('id', 'desc').limit(limit + 1).execute()
    return { items: await this.#told(rows.slice(0, limit)), more: rows.length > limit }
  }

  async get(by: Actor, id: Id): Promise<Approval> {
    const row = await this.#rows(this.#parts.db, by).where('id', '=', id).executeTakeFirst()
    const [approval] = row === undefined ? [] : await this.#told([row])
    if (approval === undefined) throw new MissingError('approval', id)
    return approval
  }

  async waiting(within: Database, by: Actor, id: Id): Promise<Waiting> {
    const row = await this.#rows(within, by).where('id', '=', id).executeTakeFirst()
    if (row === undefined) throw new MissingError('approval', id)
    const action = await actionRows(within).where('a.id', '=', row.action_id).executeTakeFirstOrThrow()
    const [situation] = await this.#situations(within, [action])
    if (situation === undefined) throw new MissingError('approval', id)
    return { state: row.state, expiresMs: row.expires_at, action, content: action.content ?? NO_CONTENT, contentHash: situation.facts.message.contentHash, situation }
  }

  /** With other words, to the same person by the same way. */
  hashOf({ action, situation }: Waiting, content: PlannedContent): string {
    return wordsHash({ kind: action.kind, channel: action.channel, way: situation.way.carrier, recipient: situation.way.address, content: { ...content, template: situation.content.template } })
  }

  #rows(db: Database, by: Actor) {
    const scope = creatorScope(by)
    const rows = db.selectFrom('approvals').selectAll().where('workspace_id', '=', by.workspaceId)
    return scope === null ? rows : rows.where('creator_id', '=', scope)
  }

  async #told(rows: readonly Row[]): Promise<Approval[]> {
    if (rows.length === 0) return []
    const { db } = this.#parts
    const found = await actionRows(db).where('a.id', 'in', rows.map((row) => row.action_id)).execute()
    const situations = await this.#situations(db, found)
    const byId = new Map(found.map((action, index) => [action.id, { action, situation: situations[index] }]))
    return rows.flatMap((row) => {
      const { action, situation } = byId.get(row.action_id) ?? {}
      return action === undefined || situation === undefined ? [] : [told(row, action, situation)]
    })
  }

  async #situations(within: Database, actions: readonly ActionSelected[]): Promise<Situation[]> {
    const items = actions.map(toJudge)
    const facts = await Facts.read(within, this.#parts, items, this.#parts.clock.now())
    return items.map((item) => facts.of(item))
  }
}

function toJudge(row: ActionSelected): ToJudge {
  return {
    workspaceId: row.workspace_id, projectId: row.project_id, creatorId: row.creator_id, consumerId: row.consumer_id, agentId: row.agent_id, kind: row.kind, channel: row.channel, content: row.content, generator: row.generator, experimentId: row.experiment_id,
    author: row.author_name === null ? null : { id: row.author_id, name: row.author_name }, approvedHash: row.approved_hash?.toString('hex') ?? null,
  }
}

/** One that is decided keeps the hash that was decided on; one that waits is told as it would go out now, which is what its hash is of. */
function told(row: Row, action: ActionSelected, { facts, way, content }: Situation): Approval {
  const instant = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString())
  return {
    id: row.id, state: row.state, action: toldAction(row.state === 'waiting' && action.content !== null ? { ...action, content } : action), why: row.why, recipient: way.address, disclosure: facts.message.disclosure, contentHash: row.state === 'waiting' ? facts.message.contentHash : row.content_hash.toString('hex'),
    expiresAt: new Date(row.expires_at).toISOString(), createdAt: new Date(row.created_at).toISOString(), decidedAt: instant(row.decided_at), decidedBy: row.decided_by, note: row.note,
  }
}
