/** Turns as causal traces (SPEC B3): trigger, what was seen, what was asked, what was wanted, the gate's verdict, what came of it. */
import type { NamedItem, Trace, TraceEntry, Turn } from '@troupe/contract'
import { sql } from 'kysely'
import { MissingError } from '../../base/errors.ts'
import { isId, type Id } from '../../base/ids.ts'
import type { Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { IdPage, IdPageQuery } from '../../people/id-page.ts'
import type { Database } from '../../store/database.ts'
import { CHAIN_START } from '../../store/journal.ts'
import { agentOf, selectAgents } from '../agents/agent-row.ts'
import { memoryOf } from '../agents/agents.ts'
import { isIntact, type ChainEntry } from './chain.ts'
import { namedItems } from './named-items.ts'
import { TURN_COLUMNS, turnOf } from './turn-row.ts'

interface EntryRow extends ChainEntry {
  readonly seq: number
}

const NAMED_LONGEST = 400
/** Posts seen in one turn: ten looks at five posts with their comments are some hundreds. */
const NAMED_MOST = 2_000
const MEMORIES_MOST = 100

export class Traces {
  readonly #db: Database
  readonly #audit: AuditLog

  constructor(db: Database, audit: AuditLog) {
    this.#db = db
    this.#audit = audit
  }

  /** Newest first. */
  async turns(workspaceId: Id, agentId: Id, page: IdPageQuery): Promise<IdPage<Turn>> {
    const agent = await this.#db.selectFrom('agents').select('id').where('id', '=', agentId).where('workspace_id', '=', workspaceId).executeTakeFirst()
    if (!agent) throw new MissingError('agent', agentId)
    let select = this.#db.selectFrom('turns').select(TURN_COLUMNS).where('agent_id', '=', agentId)
    if (page.beforeId !== null) select = select.where('id', '<', page.beforeId)
    const rows = await select.orderBy('id', 'desc').limit(page.limit + 1).execute()
    return { items: rows.slice(0, page.limit).map(turnOf), more: rows.length > page.limit }
  }

  async get(workspaceId: Id, turnId: Id): Promise<Trace> {
    const turnRow = await this.#turn(workspaceId, turnId)
    const agentRow = await selectAgents(this.#db).where('agents.id', '=', turnRow.agent_id).where('agents.workspace_id', '=', workspaceId).executeTakeFirst()
    // With its agent a turn's trace is gone from the console; the journal keeps it.
    if (!agentRow) throw new MissingError('turn', turnId)
    const rows = await this.#entries(turnId)
    const entries = rows.map(entryOf)
    const ids = [...new Set(rows.flatMap((row, place) => [row.targetId, row.madeId, ...idsIn(entries[place]?.payload)]))].slice(0, NAMED_MOST)
    const [named, memories, before] = await Promise.all([
      namedItems(this.#db, ids, NAMED_LONGEST),
      this.#db.selectFrom('memories').selectAll().where('agent_id', '=', turnRow.agent_id).where('at', '>=', turnRow.started_at)
        .where('at', '<=', turnRow.ended_at ?? Number.MAX_SAFE_INTEGER).orderBy('id').limit(MEMORIES_MOST).execute(),
      this.#hashBefore(turnRow.agent_id, turnId),
    ])
    const turn = turnOf(turnRow)
    return {
      turn,
      agent: agentOf(agentRow),
      entries: [began(turn, entries[0]?.seq ?? 0), ...entries],
      named: ids.map((id) => id === null ? undefined : named(workspaceId).get(id)).filter((item): item is NamedItem => item !== undefined),
      memories: memories.map(memoryOf),
      chainIntact: isIntact(rows, before),
    }
  }

  /** What was said and seen in a turn, gone for good; the journal stays and says so. Answers how many payloads went. */
  async erasePayloads(by: Actor, turnId: Id): Promise<number> {
    await this.#turn(by.workspaceId, turnId)
    return this.#db.transaction().execute(async (within) => {
      const { numAffectedRows } = await sql`DELETE FROM payloads WHERE id IN (SELECT payload_id FROM journal WHERE turn_id = ${turnId})`.execute(within)
      const erased = Number(numAffectedRows ?? 0)
      await this.#audit.record(within, { workspaceId: by.workspaceId, by, action: 'payloads-erased', subject: { kind: 'turn', id: turnId }, after: { erased } })
      return erased
    })
  }

  async #turn(workspaceId: Id, turnId: Id) {
    const row = await this.#db.selectFrom('turns').innerJoin('projects', 'projects.id', 'turns.project_id').select(TURN_COLUMNS)
      .where('turns.id', '=', turnId).where('projects.workspace_id', '=', workspaceId).executeTakeFirst()
    if (!row) throw new MissingError('turn', turnId)
    return row
  }

  async #entries(turnId: Id): Promise<EntryRow[]> {
    const { rows } = await sql<EntryRow>`SELECT j.seq, j.turn_id AS "turnId", j.step, j.place, j.at AS "atMs", j.project_id AS "projectId", j.agent_id AS "agentId",
        j.kind, j.action, j.target_id AS "targetId", j.verdict, j.policy, j.result, j.reason, j.made_id AS "madeId", j.ms, j.tokens,
        j.cost_micros AS "costMicros", j.hash, j.payload_id AS "payloadId", p.salt, p.body::text AS body
      FROM journal j LEFT JOIN payloads p ON p.id = j.payload_id WHERE j.turn_id = ${turnId} ORDER BY j.seq`.execute(this.#db)
    return rows
  }

  /** An agent's turns run one after the other, and their ids sort by their beginning. */
  async #hashBefore(agentId: Id, turnId: Id): Promise<Buffer> {
    const { rows: [last] } = await sql<{ hash: Buffer }>`SELECT j.hash FROM turns t JOIN journal j ON j.turn_id = t.id
      WHERE t.agent_id = ${agentId} AND t.id < ${turnId} ORDER BY t.id DESC, j.seq DESC LIMIT 1`.execute(this.#db)
    return last?.hash ?? CHAIN_START
  }
}

function began(turn: Turn, seq: number): TraceEntry {
  return {
    seq, at: turn.startedAt, step: 0, kind: 'turn-began', action: null, targetId: null, verdict: null, result: null, reason: null, madeId: null, ms: null,
    tokens: null, costMicros: null, payload: turn.trigger, payloadErased: false,
  }
}

function entryOf(row: EntryRow): TraceEntry {
  const payload = row.body === null ? null : JSON.parse(row.body) as unknown
  const reason = row.reason ?? reasonIn(payload)
  return {
    seq: row.seq,
    at: new Date(row.atMs).toISOString(),
    step: row.step,
    kind: row.kind,
    action: row.action,
    targetId: row.targetId,
    verdict: row.verdict === null ? null : { kind: row.verdict, policy: row.policy, reason: row.verdict === 'allow' ? null : reason },
    result: row.result,
    reason,
    madeId: row.madeId,
    ms: row.ms,
    tokens: row.tokens,
    costMicros: row.costMicros,
    payload,
    payloadErased: row.payloadId !== null && row.body === null,
  }
}

/** What is said of a lead stands in the payload, which can be erased. */
function reasonIn(payload: unknown): string | null {
  if (typeof payload !== 'object' || payload === null) return null
  const { reason, thought } = payload as { reason?: unknown; thought?: unknown }
  return typeof reason === 'string' ? reason : typeof thought === 'string' ? thought : null
}

/** Ids that a payload of ours holds: what was seen, what was addressed to the agent, what an input names. */
function idsIn(payload: unknown): string[] {
  if (typeof payload !== 'object' || payload === null) return []
  const { saw, notices, input } = payload as { saw?: unknown; notices?: unknown; input?: unknown }
  const seen = Array.isArray(saw) ? saw.map((one: unknown) => Array.isArray(one) ? one[0] as unknown : null) : []
  const told = Array.isArray(notices) ? notices.flatMap((one: { id?: unknown; postId?: unknown } | null) => [one?.id, one?.postId]) : []
  const given = typeof input === 'object' && input !== null ? Object.values(input) : []
  return [...seen, ...told, ...given].filter((id): id is string => typeof id === 'string' && isId(id))
}
