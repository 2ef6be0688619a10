/**
 * How what has state puts itself into a checkpoint and takes itself out again: numbers in bulk and JSON, by name. What holds
 * others gives each a name of its own to stand under. Nothing here knows files.
 *
 * Between `save` and `load` a thing has to behave exactly as if nothing had been: what can be worked out again may be left
 * out, as long as it is worked out to the same.
 */
export type Numbers = Int8Array | Uint8Array | Int32Array | Uint32Array | Float64Array

export interface NumbersKind<Data extends Numbers> {
  readonly name: string
  readonly BYTES_PER_ELEMENT: number
  new (length: number): Data
}

/** Each name once. What is given is written at once or copied: it may change as soon as the call is over. */
export interface CheckpointSink {
  numbers(name: string, numbers: Numbers): void
  json(name: string, value: unknown): void
}

/** In any order. The numbers are the caller's own from then on; a name that is not there is an expected error. */
export interface CheckpointSource {
  numbers<Data extends Numbers>(name: string, kind: NumbersKind<Data>): Data
  json<Value>(name: string): Value
  /** For what was not kept yet when an older checkpoint was written. */
  has(name: string): boolean
}

/** Something with a state. `load` is called on a fresh one. */
export interface Kept {
  save(sink: CheckpointSink): void
  load(source: CheckpointSource): void
}

export function sinkUnder(sink: CheckpointSink, name: string): CheckpointSink {
  return {
    numbers: (inner, numbers) => sink.numbers(`${name}/${inner}`, numbers),
    json: (inner, value) => sink.json(`${name}/${inner}`, value),
  }
}

export function sourceUnder(source: CheckpointSource, name: string): CheckpointSource {
  return {
    numbers: (inner, kind) => source.numbers(`${name}/${inner}`, kind),
    json: (inner) => source.json(`${name}/${inner}`),
    has: (inner) => source.has(`${name}/${inner}`),
  }
}
