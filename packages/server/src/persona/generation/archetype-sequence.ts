/**
 * Which archetype a persona of a given index has: an endless sequence for each pack and seed, in which every archetype
 * turns up as often as its weight says, not only in the long run but in every stretch. The j-th persona of an archetype
 * of weight w is due at (j + u) / w, with u drawn from the seed; sorted by due time that is the sequence. With equal
 * weights each run of n holds all n archetypes once, in an order of its own. An element depends on nothing but its
 * index, so asking for ten and then a hundred gives the same first ten.
 */
import type { Archetype } from '@troupe/contract/archetype'
import { must } from '../../base/errors.ts'
import { seeded } from '../../base/random.ts'

export interface Place {
  /** Place in the whole sequence. */
  readonly index: number
  readonly archetype: Archetype
  /** How many of this archetype come before it. */
  readonly occurrence: number
}

export class ArchetypeSequence {
  readonly #archetypes: readonly Archetype[]
  readonly #key: string

  constructor(packId: string, archetypes: readonly Archetype[], seed: string) {
    this.#archetypes = archetypes
    this.#key = `order/${packId}/${seed}`
  }

  /** The places from `start` on, without end. Getting to `start` costs as much as walking there. */
  *from(start: number): Generator<Place, never> {
    const next = this.#archetypes.map((archetype) => ({ archetype, occurrence: 0, due: this.#due(archetype, 0) }))
    for (let index = 0; ; index++) {
      const first = must(next.reduce((a, b) => (b.due < a.due ? b : a)), 'a pack with an archetype')
      if (index >= start) yield { index, archetype: first.archetype, occurrence: first.occurrence }
      first.occurrence += 1
      first.due = this.#due(first.archetype, first.occurrence)
    }
  }

  /** The place of an archetype's n-th persona, found by counting who is due before it. */
  placeOf(archetype: Archetype, occurrence: number): Place {
    const due = this.#due(archetype, occurrence)
    const own = this.#archetypes.indexOf(archetype)
    let index = occurrence
    this.#archetypes.forEach((other, position) => {
      if (other === archetype) return
      let before = Math.max(0, Math.floor(due * other.weight) - 1)
      // On equal due times the earlier archetype of the pack goes first, as in `from`.
      while (this.#due(other, before) < due || (this.#due(other, before) === due && position < own)) before += 1
      index += before
    })
    return { index, archetype, occurrence }
  }

  #due(archetype: Archetype, occurrence: number): number {
    return (occurrence + seeded(`${this.#key}/${archetype.id}/${occurrence}`).next()) / archetype.weight
  }
}
