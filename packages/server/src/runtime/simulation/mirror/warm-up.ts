/**
 * A small mirrored world that leaves nothing, before the clock is started: the loop's code is compiled while it runs, and in a
 * process that has just begun that is half the time of a run with 10,000 agents. Whoever uses it says so beside the figures.
 */
import type { RecommenderName } from '@troupe/contract'
import { runMirror } from './run-mirror.ts'

const AGENTS = 1_000
const STEPS = 5

/** Returns how many seconds it took. */
export async function warmUp(recommender: RecommenderName, elapsedMs: () => number): Promise<number> {
  const startedMs = elapsedMs()
  await runMirror({ agents: AGENTS, steps: STEPS, seed: 'warm-up', recommender, journalPath: null, elapsedMs })
  return (elapsedMs() - startedMs) / 1000
}
