/**
 * Small mirrored worlds that leave nothing, before the clock is started, until one takes no less time than those before: V8 runs the
 * loop's code as it is written, then compiles it, then better, and a run with 10,000 agents is half over before that is done. Several
 * worlds rather than one large one: with the second the compiler learns that there is more than one, and need not learn it of the one
 * that counts. Whoever uses it says so beside the figures.
 */
import type { RecommenderName } from '@troupe/contract'
import type { WritingThread } from '../../../store/journal-file/writing-thread.ts'
import { runMirror } from './run-mirror.ts'

/**
 * 27,750 actions and a journal of more than one block: where none was full in the warm-up, the first full one threw away the
 * compiled turn in the midst of the run.
 */
const WORLD = { agents: 2_500, steps: 5 }
/** Worlds that take no less time, one after the other. */
const SETTLED = 3
/** On a machine that is busy elsewhere three may take no less time by chance, while the compiler is still at work. */
const WORLDS_LEAST = 14
/** Of the best time so far: less is no better, but luck. */
const LESS = 0.95
const LONGEST_MS = 2_000

/** Returns how many seconds it took. */
export async function warmUp(recommender: RecommenderName, elapsedMs: () => number, thread: WritingThread): Promise<number> {
  const startedMs = elapsedMs()
  let bestMs = Number.POSITIVE_INFINITY
  for (let worlds = 0, settled = 0; (worlds < WORLDS_LEAST || settled < SETTLED) && elapsedMs() - startedMs < LONGEST_MS; worlds++) {
    const beganMs = elapsedMs()
    await runMirror({ ...WORLD, seed: 'warm-up', recommender, journalPath: null, thread, elapsedMs })
    const tookMs = elapsedMs() - beganMs
    settled = tookMs < bestMs * LESS ? 0 : settled + 1
    bestMs = Math.min(bestMs, tookMs)
  }
  return (elapsedMs() - startedMs) / 1000
}
