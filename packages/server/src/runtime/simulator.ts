/**
 * Runs agents on a virtual clock: the same engine, brains, gate and rules as live, over stores in memory. Agents wake in
 * the order of their times (ties by their place in the list), one after the other, so the same seed gives the same
 * journal. The caller's loop stays alive: it yields to the event loop every so many milliseconds.
 */
import { setImmediate as yieldToOthers } from 'node:timers/promises'
import type { AgentView } from '../agent/brain.ts'
import { Turn } from '../agent/turn.ts'
import type { VirtualClock } from '../base/clock.ts'
import type { Id, Ids } from '../base/ids.ts'
import type { Random } from '../base/random.ts'
import { IN_MEMORY } from '../platform/platform.ts'
import { answerTo, type AskPort } from './ask-port.ts'
import type { AfterTurn } from './ledger.ts'
import type { MemoryLedger } from './memory-ledger.ts'
import type { TurnEngine } from './turn-engine.ts'
import { WakeQueue } from './wake-queue.ts'

export interface SimulatedAgent {
  readonly agent: AgentView
  readonly worldId: Id
  /** Epoch milliseconds of its first waking; null when it never wakes. */
  readonly firstWakeMs: number | null
}

export interface SimulatorParts {
  readonly engine: TurnEngine
  readonly ledger: MemoryLedger
  readonly clock: VirtualClock
  readonly ids: Ids
  readonly random: Random
  /** When the agent wakes next; null for never. */
  readonly nextWake: (agent: AgentView, fromMs: number, random: Random) => number | null
  /** Of what has to be waited for, such as images: had at the moment it is asked for. Without it such a turn fails. */
  readonly asks?: AskPort
  /** Told now and then how far it got, 0 to 1. */
  readonly onProgress?: (share: number) => void
}

/** Turns between two looks at the event loop; at some 0.3 ms a turn that is well under a frame. */
const TURNS_BETWEEN_YIELDS = 16

export async function simulate(parts: SimulatorParts, agents: readonly SimulatedAgent[], untilMs: number, signal?: AbortSignal): Promise<void> {
  const { engine, ledger, clock, ids, random } = parts
  const startMs = clock.now()
  const queue = new WakeQueue()
  for (const [place, { firstWakeMs }] of agents.entries()) if (firstWakeMs !== null) queue.push(firstWakeMs, place)
  for (let taken = 1; ; taken++) {
    const next = queue.peek()
    if (next === null || next.atMs > untilMs) break
    queue.pop()
    const simulated = agents[next.place]
    if (simulated === undefined) continue
    clock.advanceTo(Math.max(next.atMs, clock.now()))
    const { agent, worldId } = simulated
    const record = ledger.agent(agent.id)
    const turn = new Turn({
      id: ids.next(), agent, worldId, trigger: { kind: 'wake' }, startedMs: clock.now(), sinceMs: record.lastTurnMs ?? startMs,
      texts: record.texts, tally: record.tally, chain: record.chain, snapshot: null,
    })
    await engine.run([turn], clock.now(), IN_MEMORY)
    if (parts.asks !== undefined) await answered(turn, parts.asks, parts, signal)
    if (turn.status.kind === 'waiting') engine.fail(turn, 'asked for something that cannot be had at once in a simulation', clock.now())
    const wakeAtMs = parts.nextWake(agent, clock.now(), random.fork(turn.id))
    await ledger.commit([turn], new Map<Turn, AfterTurn>([[turn, { state: 'idle', wakeAtMs }]]))
    if (wakeAtMs !== null) queue.push(wakeAtMs, next.place)
    if (taken % TURNS_BETWEEN_YIELDS === 0) {
      signal?.throwIfAborted()
      parts.onProgress?.(Math.min(1, (clock.now() - startMs) / (untilMs - startMs)))
      await yieldToOthers()
    }
  }
  clock.advanceTo(Math.max(untilMs, clock.now()))
  parts.onProgress?.(1)
}

async function answered(turn: Turn, asks: AskPort, { engine, clock }: SimulatorParts, signal = new AbortController().signal): Promise<void> {
  while (turn.status.kind === 'waiting') {
    const { ask } = turn.status
    engine.take(turn, ask, await answerTo(ask, turn.agent, asks, signal), null, clock.now())
    await engine.run([turn].filter(({ status }) => status.kind === 'running'), clock.now(), IN_MEMORY)
  }
}
