/** Who wakes next: a binary heap by time, ties by place, in two flat arrays. */
import type { CheckpointSink, CheckpointSource, Kept } from '../base/checkpoint.ts'

export class WakeQueue implements Kept {
  #atMs: number[] = []
  #place: number[] = []

  get size(): number {
    return this.#atMs.length
  }

  peek(): { atMs: number; place: number } | null {
    return this.#atMs.length === 0 ? null : { atMs: this.#atMs[0] as number, place: this.#place[0] as number }
  }

  save(sink: CheckpointSink): void {
    sink.numbers('atMs', Float64Array.from(this.#atMs))
    sink.numbers('place', Int32Array.from(this.#place))
  }

  load(source: CheckpointSource): void {
    this.#atMs = [...source.numbers('atMs', Float64Array)]
    this.#place = [...source.numbers('place', Int32Array)]
  }

  push(atMs: number, place: number): void {
    let at = this.#atMs.length
    this.#atMs.push(atMs)
    this.#place.push(place)
    while (at > 0) {
      const parent = (at - 1) >> 1
      if (!this.#before(at, parent)) break
      this.#swap(at, parent)
      at = parent
    }
  }

  pop(): void {
    const last = this.#atMs.length - 1
    if (last < 0) return
    this.#swap(0, last)
    this.#atMs.pop()
    this.#place.pop()
    for (let at = 0; ; ) {
      const left = 2 * at + 1
      if (left >= last) return
      const least = left + 1 < last && this.#before(left + 1, left) ? left + 1 : left
      if (!this.#before(least, at)) return
      this.#swap(at, least)
      at = least
    }
  }

  #before(a: number, b: number): boolean {
    const difference = (this.#atMs[a] as number) - (this.#atMs[b] as number)
    return difference < 0 || (difference === 0 && (this.#place[a] as number) < (this.#place[b] as number))
  }

  #swap(a: number, b: number): void {
    const atMs = this.#atMs[a] as number
    this.#atMs[a] = this.#atMs[b] as number
    this.#atMs[b] = atMs
    const place = this.#place[a] as number
    this.#place[a] = this.#place[b] as number
    this.#place[b] = place
  }
}
