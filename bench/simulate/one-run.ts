/** One run in a process of its own, so that its memory is its own and no run warms another's code. */
import type { RecommenderName } from '@troupe/contract'
import { runMirror } from '../../packages/server/src/runtime/simulation/mirror/run-mirror.ts'
import { warmUp } from '../../packages/server/src/runtime/simulation/mirror/warm-up.ts'
import { WritingThread } from '../../packages/server/src/store/journal-file/writing-thread.ts'
import { runBare } from './bare-loop.ts'

export interface SimulateOrder {
  readonly kind: 'loop' | 'bare'
  readonly agents: number
  readonly steps: number
  readonly seed: string
  readonly recommender: RecommenderName
  readonly journalPath: string
}

export interface SimulateDone {
  readonly actions: number
  readonly seconds: number
  readonly secondsAStep: number
  readonly journalBytes: number
  readonly peakRssBytes: number
  /** Before the clock was started. */
  readonly warmUpSeconds: number
  /** Since the process began. */
  readonly processSeconds: number
}

process.once('message', (order: SimulateOrder) => void run(order))

async function run({ kind, ...options }: SimulateOrder): Promise<void> {
  const elapsedMs = (): number => performance.now()
  await using thread = kind === 'bare' ? null : new WritingThread()
  const warmUpSeconds = thread === null ? 0 : await warmUp(options.recommender, elapsedMs, thread)
  const done = thread === null ? await runBare({ ...options, elapsedMs }) : await runMirror({ ...options, thread, elapsedMs })
  const { actions, seconds, secondsAStep, journalBytes } = done
  process.send?.({ actions, seconds, secondsAStep, journalBytes, peakRssBytes: process.resourceUsage().maxRSS * 1024, warmUpSeconds, processSeconds: performance.now() / 1000 } satisfies SimulateDone)
}
