/**
 * Who the members of a simulated world are, apart from what they do in it: names, interests, where they live. A few hundred
 * are kept as they are; a million are numbers with a rule that names them.
 */
import type { CheckpointSink, CheckpointSource, Kept } from '../../base/checkpoint.ts'

export interface Person {
  readonly username: string
  readonly displayName: string
  readonly location: string
  readonly interests: readonly string[]
  readonly archetype: string | null
}

export interface PersonSource {
  person(row: number): Person
  /** Case does not matter. Null when nobody has the name. */
  find(username: string): number | null
}

/** As many as one likes, by number alone: `agent_17`. */
export class NumberedPeople implements PersonSource {
  readonly #count: () => number

  constructor(count: () => number) {
    this.#count = count
  }

  person(row: number): Person {
    return { username: `agent_${row}`, displayName: `Agent ${row}`, location: '', interests: [], archetype: null }
  }

  find(username: string): number | null {
    const number = /^agent_(0|[1-9]\d{0,8})$/i.exec(username)?.[1]
    return number === undefined || Number(number) >= this.#count() ? null : Number(number)
  }
}

/** Each as it was given. */
export class ListedPeople implements PersonSource, Kept {
  readonly #people: Person[] = []
  readonly #named = new Map<string, number>()

  add(person: Person): number {
    const row = this.#people.push(person) - 1
    this.#named.set(person.username.toLowerCase(), row)
    return row
  }

  replace(row: number, person: Person): void {
    this.#named.delete(this.person(row).username.toLowerCase())
    this.#named.set(person.username.toLowerCase(), row)
    this.#people[row] = person
  }

  get count(): number {
    return this.#people.length
  }

  save(sink: CheckpointSink): void {
    sink.json('people', this.#people)
  }

  load(source: CheckpointSource): void {
    for (const person of source.json<Person[]>('people')) this.add(person)
  }

  person(row: number): Person {
    const person = this.#people[row]
    if (person === undefined) throw new RangeError(`there is no member ${row}`)
    return person
  }

  find(username: string): number | null {
    return this.#named.get(username.toLowerCase()) ?? null
  }
}
