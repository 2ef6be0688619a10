/**
 * Two small mirrored worlds that leave nothing, before the clock is started: the loop's code is compiled while they run. In a process
 * that has just begun that is a third of the time of a run with 10,000 agents. Whoever uses it says so beside the figures.
 */
import type { RecommenderName } from '@troupe/contract'
import type { WritingThread } from '../../../store/journal-file/writing-thread.ts'
import { runMirror } from './run-mirror.ts'

/** Two worlds: with the second the compiler learns that there is more than one, and need not learn it of the one that counts. */
const WORLDS = [{ agents: 300, steps: 3 }, { agents: 1_500, steps: 5 }]

/** Returns how many seconds it took. */
export async function warmUp(recommender: RecommenderName, elapsedMs: () => number, thread: WritingThread): Promise<number> {
  const startedMs = elapsedMs()
  for (const { agents, steps } of WORLDS) await runMirror({ agents, steps, seed: 'warm-up', recommender, journalPath: null, thread, elapsedMs })
  return (elapsedMs() - startedMs) / 1000
}
