/**
 * Runs agents at a real place outside on a virtual clock, without a database: the same engine, brains, gate and errands as live, over
 * ledgers in memory. Agents wake in the order of their times, and many are up at once, since their time is spent waiting for the
 * far side; so a run is not the same twice. Time passes while requests are under way, but never far beyond the
 * agent that has been up longest.
 */
import { setImmediate as nextRound } from 'node:timers/promises'
import type { AgentView } from '../../agent/brain.ts'
import { Turn } from '../../agent/turn.ts'
import type { VirtualClock } from '../../base/clock.ts'
import type { Ids } from '../../base/ids.ts'
import type { Random } from '../../base/random.ts'
import { IN_MEMORY } from '../../platform/platform.ts'
import { answerTo, type AskPort } from '../ask-port.ts'
import type { AfterTurn } from '../ledger.ts'
import type { MemoryLedger } from '../memory-ledger.ts'
import type { SimulatedAgent } from '../simulator.ts'
import type { TurnEngine } from '../turn-engine.ts'
import { WakeQueue } from '../wake-queue.ts'

/** Agents up at once, unless set. */
const UP_AT_ONCE = 64
/** How far time may go on while somebody is up. */
const AHEAD_MS = 30_000
const TURNS_BETWEEN_ROUNDS = 64

export interface OutsideSimulation {
  readonly engine: TurnEngine
  readonly ledger: MemoryLedger
  readonly clock: VirtualClock
  readonly ids: Ids
  readonly random: Random
  /** With `errands`. */
  readonly asks: AskPort
  /** When the agent wakes next; null for never. */
  readonly nextWake: (agent: AgentView, fromMs: number, random: Random) => number | null
  readonly upAtOnce?: number
  /** Each minute of the clock: looking for lost acts, for example. Nobody is waited for meanwhile. */
  readonly eachMinute?: () => Promise<unknown>
  readonly onTurn?: (turn: Turn) => void
}

const MINUTE_MS = 60_000

export async function simulateOutside(parts: OutsideSimulation, agents: readonly SimulatedAgent[], untilMs: number, signal: AbortSignal = new AbortController().signal): Promise<void> {
  const { clock, upAtOnce = UP_AT_ONCE } = parts
  const startMs = clock.now()
  const queue = new WakeQueue()
  for (const [place, { firstWakeMs }] of agents.entries()) if (firstWakeMs !== null) queue.push(firstWakeMs, place)
  const up = new Map<Promise<void>, number>()
  let nextMinuteMs = startMs + MINUTE_MS
  let faults: unknown[] = []
  for (let begun = 1; !signal.aborted && faults.length === 0; ) {
    const next = queue.peek()
    const isOver = next === null || next.atMs > untilMs
    if (isOver && up.size === 0) break
    const [longestUpMs = Number.POSITIVE_INFINITY] = up.values()
    if (isOver || up.size >= upAtOnce || next.atMs - longestUpMs > AHEAD_MS) {
      await Promise.race(up.keys())
      continue
    }
    queue.pop()
    clock.advanceTo(Math.max(next.atMs, clock.now()))
    if (clock.now() >= nextMinuteMs) {
      nextMinuteMs = clock.now() + MINUTE_MS
      await parts.eachMinute?.()
    }
    const simulated = agents[next.place]
    if (simulated === undefined) continue
    const turn: Promise<void> = oneTurn(parts, simulated, startMs, signal)
      .then((wakeAtMs) => {
        if (wakeAtMs !== null) queue.push(wakeAtMs, next.place)
      }, (error: unknown) => {
        faults.push(error)
      })
      .finally(() => up.delete(turn))
    up.set(turn, clock.now())
    if (begun++ % TURNS_BETWEEN_ROUNDS === 0) await nextRound()
  }
  await Promise.all(up.keys())
  if (faults.length > 0) throw faults[0]
  signal.throwIfAborted()
  clock.advanceTo(Math.max(untilMs, clock.now()))
}

/** When the agent wakes next. */
async function oneTurn(parts: OutsideSimulation, { agent, worldId }: SimulatedAgent, startMs: number, signal: AbortSignal): Promise<number | null> {
  const { engine, ledger, clock, ids, asks, random } = parts
  const record = ledger.agent(agent.id)
  const turn = new Turn({
    id: ids.next(), agent, worldId, trigger: { kind: 'wake' }, startedMs: clock.now(), sinceMs: record.lastTurnMs ?? startMs,
    texts: record.texts, tally: record.tally, chain: record.chain, snapshot: null,
  })
  await engine.run([turn], clock.now(), IN_MEMORY)
  while (turn.status.kind === 'waiting') {
    const { ask } = turn.status
    engine.take(turn, ask, await answerTo(ask, turn.agent, asks, signal), null, clock.now())
    await engine.run([turn].filter(({ status }) => status.kind === 'running'), clock.now(), IN_MEMORY)
  }
  const slept = turn.status.kind === 'ended' && turn.status.end.kind === 'slept' ? turn.status.end : null
  const wakeAtMs = slept?.untilMs ?? parts.nextWake(agent, clock.now(), random.fork(turn.id))
  const after: AfterTurn = slept === null ? { state: 'idle', wakeAtMs } : { state: 'asleep', untilMs: slept.untilMs, reason: slept.reason }
  await ledger.commit([turn], new Map([[turn, after]]))
  parts.onTurn?.(turn)
  return wakeAtMs
}
