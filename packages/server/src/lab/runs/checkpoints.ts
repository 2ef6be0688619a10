/** A run's checkpoints: made every so often while it runs, thinned out as they grow many, and taken up again. */
import { rm, statfs } from 'node:fs/promises'
import { sinkUnder, sourceUnder } from '../../base/checkpoint.ts'
import { CheckpointDamagedError, CheckpointReader } from '../../store/checkpoint-file/checkpoint-reader.ts'
import { CheckpointWriter } from '../../store/checkpoint-file/checkpoint-writer.ts'
import { loadPlace, savePlace, type JournalPlace } from '../../store/journal-file/journal-place.ts'
import type { JournalWriter } from '../../store/journal-file/journal-writer.ts'
import type { Run } from './run.ts'
import type { CheckpointFile, RunFolder } from './run-folder.ts'

const HOUR_MS = 3_600_000
/** Simulated time between two; what a branch or an interview has to run through at most, while they are few. */
const EVERY_SIMULATED_MS = 3 * HOUR_MS
/** Wall time, for runs in which little time passes. */
const EVERY_WALL_MS = 60_000
/** A checkpoint may take this share of the time it protects. */
const SHARE_MOST = 0.1
const KEPT_MOST = 24
/** Left for the journal: a checkpoint that would take the last of the disk is left out. */
const ROOM_LEFT_BYTES = 256 * 1024 * 1024

export interface CheckpointHead {
  readonly atMs: number
  readonly turns: number
}

export class CheckpointKeeper {
  readonly #folder: RunFolder
  readonly #run: Run
  readonly #journal: JournalWriter
  readonly #elapsedMs: () => number
  #lastSimulatedMs: number
  #lastWallMs: number
  #tookMs = 0

  constructor(folder: RunFolder, run: Run, journal: JournalWriter, elapsedMs: () => number) {
    this.#folder = folder
    this.#run = run
    this.#journal = journal
    this.#elapsedMs = elapsedMs
    this.#lastSimulatedMs = run.world.nowMs
    this.#lastWallMs = elapsedMs()
  }

  async whenDue(): Promise<void> {
    const passedMs = this.#elapsedMs() - this.#lastWallMs
    const isDue = this.#run.world.nowMs - this.#lastSimulatedMs >= EVERY_SIMULATED_MS || passedMs >= EVERY_WALL_MS
    if (isDue && passedMs * SHARE_MOST >= this.#tookMs) await this.keep()
  }

  async keep(): Promise<void> {
    const { world } = this.#run
    const startedMs = this.#elapsedMs()
    const place = await this.#journal.place()
    const head: CheckpointHead = { atMs: world.nowMs, turns: world.loop.counts.turns }
    await using writer = await CheckpointWriter.create(this.#folder.checkpointPath(head.atMs, head.turns), head)
    savePlace(place, sinkUnder(writer, 'journal'))
    this.#run.save(sinkUnder(writer, 'run'))
    const bytes = await writer.commit()
    this.#lastSimulatedMs = world.nowMs
    this.#lastWallMs = this.#elapsedMs()
    this.#tookMs = this.#lastWallMs - startedMs
    await this.#thinOut(bytes)
  }

  /** Every other of the older ones goes when they are many, or when the disk would not hold many more. */
  async #thinOut(bytes: number): Promise<void> {
    const all = await this.#folder.checkpoints()
    const { bavail, bsize } = await statfs(this.#folder.path)
    const most = bavail * bsize - ROOM_LEFT_BYTES > bytes * 2 ? KEPT_MOST : 2
    if (all.length <= most) return
    for (const [place, { path }] of all.slice(0, -2).entries()) if (place % 2 === 1 || most === 2) await rm(path, { force: true })
  }
}

/** Where the journal stood then; `load` puts the rest into a fresh run. */
export interface OpenCheckpoint extends Disposable {
  readonly file: CheckpointFile
  readonly place: JournalPlace
  load(run: Run): void
}

/**
 * The newest that is whole; null where there is none. One that was cut off or altered is told of and passed over: an older
 * one leads to the same journal. Throws `CheckpointVersionError`, since older ones will be of that version too.
 */
export function openNewest(files: readonly CheckpointFile[], onRemark?: (remark: string) => void): OpenCheckpoint | null {
  for (const file of files.toReversed()) {
    try {
      return opened(file)
    } catch (error) {
      if (!(error instanceof CheckpointDamagedError)) throw error
      onRemark?.(`${error.message} An older one is taken.`)
    }
  }
  return null
}

function opened(file: CheckpointFile): OpenCheckpoint {
  const reader = new CheckpointReader(file.path)
  try {
    // Before anything is put into a run: half of a damaged one could not be taken out again.
    reader.verify()
    return {
      file,
      place: loadPlace(sourceUnder(reader, 'journal')),
      load: (run) => run.load(sourceUnder(reader, 'run')),
      [Symbol.dispose]: () => reader[Symbol.dispose](),
    }
  } catch (error) {
    reader[Symbol.dispose]()
    throw error
  }
}
