/** Says how far a run has come: to whoever watches, and in the folder for those who look in. */
import type { Clock } from '../../base/clock.ts'
import type { JournalEnd } from '../../store/journal-file/journal-writer.ts'
import { newestSaid } from './newest-said.ts'
import type { RunFolder } from './run-folder.ts'
import type { RunCounts, RunStatus } from './run-record.ts'
import type { SimulatedWorld } from './simulated-world.ts'

const EVERY_MS = 500

export class RunProgress {
  readonly #folder: RunFolder
  readonly #world: SimulatedWorld
  readonly #clock: Clock
  readonly #elapsedMs: () => number
  readonly #onProgress: ((status: RunStatus) => void) | undefined
  readonly #secondsBefore: number
  readonly #startedMs: number
  #actsAtStart = 0
  #toldMs = Number.NEGATIVE_INFINITY

  constructor(folder: RunFolder, world: SimulatedWorld, before: RunStatus | null, { clock, elapsedMs }: { clock: Clock; elapsedMs: () => number }, onProgress?: (status: RunStatus) => void) {
    this.#folder = folder
    this.#world = world
    this.#clock = clock
    this.#elapsedMs = elapsedMs
    this.#onProgress = onProgress
    this.#secondsBefore = before?.seconds ?? 0
    this.#startedMs = elapsedMs()
  }

  /** Acts from here on are this process's. */
  start(): void {
    this.#actsAtStart = this.#world.loop.counts.acts
  }

  async whenDue(): Promise<void> {
    if (this.#elapsedMs() - this.#toldMs >= EVERY_MS) await this.tell('running')
  }

  async tell(state: RunStatus['state'], end: JournalEnd | null = null, message: string | null = null): Promise<RunStatus> {
    this.#toldMs = this.#elapsedMs()
    const seconds = (this.#toldMs - this.#startedMs) / 1000
    const counts = countsOf(this.#world)
    const status: RunStatus = {
      state, pid: process.pid, simulatedMs: this.#world.nowMs, counts, actsPerSecond: Math.round((counts.acts - this.#actsAtStart) / Math.max(seconds, 0.001)),
      seconds: this.#secondsBefore + seconds, rssBytes: process.memoryUsage.rss(), journalSha256: end?.sha256 ?? null, journalBytes: end?.bytes ?? null, message,
      updatedAt: new Date(this.#clock.now()).toISOString(),
    }
    this.#onProgress?.(status)
    await this.#folder.writeNewest(newestSaid(this.#world))
    await this.#folder.writeStatus(status)
    return status
  }
}

export function countsOf({ cast, loop, state }: SimulatedWorld): RunCounts {
  const { turns, acts } = loop.counts
  return {
    members: cast.size, turns, acts, posts: state.posts.author.length, comments: state.comments.author.length,
    likes: state.postReactions.size + state.commentReactions.size, follows: state.followed.size,
  }
}
