/** Turns in memory, for worlds that are simulated: the journal as a list, memories as lists, agents as they stand. */
import type { MemoryDraft, Tally, Turn } from '../agent/turn.ts'
import type { Id, Ids } from '../base/ids.ts'
import type { Recollection } from '../llm/rehearsal/brief.ts'
import { IN_MEMORY, type UnitOfWork } from '../platform/platform.ts'
import { CHAIN_START, seal, type Entry } from '../store/journal.ts'
import type { AfterTurn, Ledger, RecallQuery } from './ledger.ts'

/** What an agent carries from turn to turn. */
export interface AgentRecord {
  texts: number
  tally: Tally
  chain: Buffer
  turns: number
  acts: number
  lastTurnMs: number | null
  after: AfterTurn | null
}

export interface TurnRecord {
  readonly id: Id
  readonly agentId: Id
  readonly projectId: Id
  readonly trigger: Turn['trigger']
  readonly startedMs: number
  readonly endedMs: number
  readonly outcome: 'rested' | 'slept' | 'failed' | 'killed'
  readonly reason: string | null
  readonly steps: number
  readonly acts: number
  readonly costMicros: number
  readonly summary: string
}

/** Memories held an agent; older ones are the first forgotten. A recall never asks for more. */
const MEMORIES_HELD = 200

export class MemoryLedger implements Ledger {
  readonly #ids: Ids
  readonly #keepOutsideActs: (turn: Turn) => void
  readonly agents = new Map<Id, AgentRecord>()
  readonly memories = new Map<Id, MemoryDraft[]>()
  entries: Entry[] = []
  turns: TurnRecord[] = []
  #newMemories: (MemoryDraft & { agentId: Id })[] = []

  /** `keepOutsideActs`: told of each turn that did something outside which has to be known beside the journal. */
  constructor(ids: Ids, keepOutsideActs: (turn: Turn) => void = () => {}) {
    this.#ids = ids
    this.#keepOutsideActs = keepOutsideActs
  }

  agent(id: Id): AgentRecord {
    let record = this.agents.get(id)
    if (record === undefined) {
      record = { texts: 0, tally: { day: '', posts: 0, comments: 0 }, chain: CHAIN_START, turns: 0, acts: 0, lastTurnMs: null, after: null }
      this.agents.set(id, record)
    }
    return record
  }

  within<Result>(work: (unit: UnitOfWork) => Promise<Result>): Promise<Result> {
    return work(IN_MEMORY)
  }

  async stillHeld(turns: readonly Turn[]): Promise<Turn[]> {
    return [...turns]
  }

  async recall(queries: readonly RecallQuery[]): Promise<Recollection[][]> {
    return queries.map(({ agentId, aboutId, limit }) => {
      const newest = (this.memories.get(agentId) ?? []).toReversed()
      if (aboutId === null) return newest.slice(0, limit)
      const about = newest.filter((memory) => memory.aboutId === aboutId).slice(0, Math.ceil(limit / 2))
      return [...about, ...newest.filter((memory) => memory.aboutId !== aboutId)].slice(0, limit)
    })
  }

  async commit(turns: readonly Turn[], after: ReadonlyMap<Turn, AfterTurn>): Promise<void> {
    for (const turn of turns) {
      const record = this.agent(turn.agent.id)
      const entries = seal(turn.entries, { turnId: turn.id, projectId: turn.agent.projectId, agentId: turn.agent.id }, turn.chain, this.#ids)
      for (const entry of entries) this.entries.push(entry)
      turn.chain = entries.at(-1)?.hash ?? turn.chain
      turn.entries = []
      this.#keep(turn)
      if (turn.outsideActs.length > 0) this.#keepOutsideActs(turn)
      turn.outsideActs = []
      record.texts = turn.texts
      record.tally = turn.tally
      record.chain = turn.chain
      if (turn.status.kind !== 'ended') continue
      const { end } = turn.status
      record.turns += 1
      record.acts += turn.acts
      if (turn.trigger.kind !== 'interview') record.lastTurnMs = turn.startedMs
      record.after = after.get(turn) ?? null
      this.turns.push({
        id: turn.id, agentId: turn.agent.id, projectId: turn.agent.projectId, trigger: turn.trigger, startedMs: turn.startedMs,
        endedMs: entries.at(-1)?.atMs ?? turn.startedMs, outcome: end.kind, reason: end.kind === 'rested' ? end.thought : end.reason,
        steps: turn.step, acts: turn.acts, costMicros: turn.costMicros, summary: turn.summary(),
      })
    }
  }

  /** Memories made since the last call, for whoever writes them elsewhere. */
  takeNewMemories(): (MemoryDraft & { agentId: Id })[] {
    const taken = this.#newMemories
    this.#newMemories = []
    return taken
  }

  #keep(turn: Turn): void {
    if (turn.memories.length === 0) return
    const kept = this.memories.get(turn.agent.id) ?? []
    kept.push(...turn.memories)
    for (const memory of turn.memories) this.#newMemories.push({ ...memory, agentId: turn.agent.id })
    turn.memories = []
    this.memories.set(turn.agent.id, kept.length > MEMORIES_HELD ? kept.slice(-MEMORIES_HELD) : kept)
  }
}
