/**
 * Turns with their entries, payloads and memories into PostgreSQL, sealed into each agent's chain as live ones are. Rows
 * gather to batches of one statement.
 */
import { sql, type RawBuilder } from 'kysely'
import type { Id, Ids } from '../../base/ids.ts'
import { bigints, bytes, ints, jsons, smallints, texts, uuids } from '../../store/columns.ts'
import { CHAIN_START, seal, type Entry } from '../../store/journal.ts'
import type { MemoryDraft } from '../../agent/turn.ts'
import { dayOf } from '../../runtime/tally.ts'
import type { Lane } from './lane.ts'
import type { ReplayedTurn } from './turn-replay.ts'
import type { WorldReplay } from './world-replay.ts'

/** Entries that go in one statement: some 3 MB. */
const ENTRIES_A_BATCH = 4_000
const TRIGGER = JSON.stringify({ kind: 'wake' })
/** Each published journal's numbers, all below zero; see the migration. */
const BLOCK = 2 ** 36

/** What a run left an agent with. */
export interface AgentTally {
  turns: number
  acts: number
  texts: number
  chain: Buffer
  lastTurnMs: number
  day: string
  posts: number
  comments: number
  /** It asked what to do, not for words alone. */
  decidesByModel: boolean
}

interface TurnRow extends ReplayedTurn {
  readonly id: Id
  readonly agentId: Id
}

interface MemoryRow extends MemoryDraft {
  readonly id: Id
  readonly agentId: Id
}

export class JournalLoad {
  readonly #lane: Lane
  readonly #ids: Ids
  readonly #projectId: Id
  readonly #world: WorldReplay
  readonly #tallies: AgentTally[] = []
  #turns: TurnRow[] = []
  #entries: Entry[] = []
  #memories: MemoryRow[] = []
  #nextSeq: number
  turnCount = 0
  entryCount = 0

  private constructor(lane: Lane, ids: Ids, projectId: Id, world: WorldReplay, firstSeq: number) {
    this.#lane = lane
    this.#ids = ids
    this.#projectId = projectId
    this.#world = world
    this.#nextSeq = firstSeq
  }

  static async begin(lane: Lane, ids: Ids, projectId: Id, world: WorldReplay): Promise<JournalLoad> {
    const { rows: [row] } = await sql<{ block: number }>`SELECT nextval('published_journals') AS block`.execute(lane.tx)
    return new JournalLoad(lane, ids, projectId, world, -(row?.block ?? 1) * BLOCK)
  }

  /** A promise only where the caller has to wait. */
  add(turn: ReplayedTurn): Promise<void> | null {
    const { turns, agents } = this.#world
    const origin = { turnId: turns.of(turn.turn), projectId: this.#projectId, agentId: agents.of(turn.agent) }
    const tally = this.#tally(turn.agent)
    const sealed = seal(turn.entries, origin, tally.chain, this.#ids)
    tally.chain = sealed.at(-1)?.hash ?? tally.chain
    count(tally, turn)
    this.#turns.push({ ...turn, id: origin.turnId, agentId: origin.agentId })
    for (const entry of sealed) this.#entries.push(entry)
    for (const memory of turn.memories) this.#memories.push({ ...memory, id: this.#ids.next(), agentId: origin.agentId })
    return this.#entries.length >= ENTRIES_A_BATCH ? this.#send() : null
  }

  tally(agent: number): AgentTally {
    return this.#tally(agent)
  }

  async end(): Promise<void> {
    if (this.#entries.length > 0) await this.#send()
  }

  async #send(): Promise<void> {
    const statement = batch(this.#turns, this.#entries, this.#memories, this.#projectId, this.#nextSeq)
    this.#nextSeq += this.#entries.length
    this.turnCount += this.#turns.length
    this.entryCount += this.#entries.length
    this.#turns = []
    this.#entries = []
    this.#memories = []
    await this.#lane.send(statement)
  }

  #tally(agent: number): AgentTally {
    return (this.#tallies[agent] ??= { turns: 0, acts: 0, texts: 0, chain: CHAIN_START, lastTurnMs: 0, day: '', posts: 0, comments: 0, decidesByModel: false })
  }
}

function count(tally: AgentTally, turn: ReplayedTurn): void {
  const day = dayOf(turn.atMs)
  if (tally.day !== day) Object.assign(tally, { day, posts: 0, comments: 0 })
  tally.turns += 1
  tally.acts += turn.acts
  tally.texts += turn.texts
  tally.posts += turn.posts
  tally.comments += turn.comments
  tally.lastTurnMs = turn.atMs
  tally.decidesByModel ||= turn.entries.some((entry) => entry.kind === 'asked' && entry.action === 'decision')
}

/** All in one statement: with one for each table Node would have to be asked between them, and it is at the next batch. */
function batch(turns: readonly TurnRow[], entries: readonly Entry[], memories: readonly MemoryRow[], projectId: Id, firstSeq: number): RawBuilder<unknown> {
  const payloads = entries.map((entry) => entry.payload).filter((payload) => payload !== null)
  return sql`WITH begun AS (
      INSERT INTO turns (id, agent_id, project_id, trigger, started_at, ended_at, outcome, reason, steps, acts, summary)
      SELECT id, agent_id, ${projectId}::uuid, ${TRIGGER}::jsonb, at, at, outcome, reason, steps, acts, summary
      FROM unnest(${uuids(turns, (t) => t.id)}, ${uuids(turns, (t) => t.agentId)}, ${bigints(turns, (t) => t.atMs)}, ${texts(turns, (t) => t.outcome)},
        ${texts(turns, (t) => t.reason)}, ${ints(turns, (t) => t.steps)}, ${ints(turns, (t) => t.acts)}, ${texts(turns, (t) => t.summary)})
        AS q(id, agent_id, at, outcome, reason, steps, acts, summary)),
    kept AS (
      INSERT INTO payloads (id, salt, body) SELECT * FROM unnest(${uuids(payloads, (p) => p.id)}, ${bytes(payloads, (p) => p.salt)}, ${jsons(payloads, (p) => p.body)})),
    remembered AS (
      INSERT INTO memories (id, agent_id, kind, about_id, about_name, text, at)
      SELECT * FROM unnest(${uuids(memories, (m) => m.id)}, ${uuids(memories, (m) => m.agentId)}, ${texts(memories, (m) => m.kind)},
        ${uuids(memories, (m) => m.aboutId)}, ${texts(memories, (m) => m.aboutName)}, ${texts(memories, (m) => m.text)}, ${bigints(memories, (m) => m.atMs)}))
    INSERT INTO journal (seq, turn_id, step, place, at, project_id, agent_id, kind, action, target_id, verdict, policy, result, reason, made_id, payload_id, hash)
    OVERRIDING SYSTEM VALUE
    SELECT ${firstSeq - 1}::bigint + n, turn_id, step, place, at, ${projectId}::uuid, agent_id, kind, action, target_id, verdict, policy, result, reason, made_id, payload_id, hash
    FROM unnest(${uuids(entries, (e) => e.turnId)}, ${smallints(entries, (e) => e.step)}, ${smallints(entries, (e) => e.place)}, ${bigints(entries, (e) => e.atMs)},
      ${uuids(entries, (e) => e.agentId)}, ${texts(entries, (e) => e.kind)}, ${texts(entries, (e) => e.action)}, ${texts(entries, (e) => e.targetId)},
      ${texts(entries, (e) => e.verdict)}, ${texts(entries, (e) => e.policy)}, ${texts(entries, (e) => e.result)}, ${texts(entries, (e) => e.reason)},
      ${uuids(entries, (e) => e.madeId)}, ${uuids(entries, (e) => e.payload?.id ?? null)}, ${bytes(entries, (e) => e.hash)})
      WITH ORDINALITY AS q(turn_id, step, place, at, agent_id, kind, action, target_id, verdict, policy, result, reason, made_id, payload_id, hash, n)`
}
