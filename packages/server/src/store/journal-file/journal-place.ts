/**
 * How far a journal has come, for a checkpoint: what stands on the disk, and what of the block begun does not. The block is
 * not ended for it, so that a journal is the same bytes however often its run was kept.
 */
import type { CheckpointSink, CheckpointSource } from '../../base/checkpoint.ts'

export interface JournalPlace {
  /** Of the file, from its beginning. What stands beyond was written later. */
  readonly keepBytes: number
  /** Of those bytes. */
  readonly keptSha256: string
  /** In the order of their numbers. */
  readonly words: readonly string[]
  /** The block begun. */
  readonly begun: Uint8Array
  /** What the next time is counted from; null where a block is yet to name it. */
  readonly timeMs: number | null
}

export function savePlace({ begun, ...place }: JournalPlace, sink: CheckpointSink): void {
  sink.json('place', place)
  sink.numbers('begun', begun)
}

export function loadPlace(source: CheckpointSource): JournalPlace {
  return { ...source.json<Omit<JournalPlace, 'begun'>>('place'), begun: source.numbers('begun', Uint8Array) }
}
