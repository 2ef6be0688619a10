/** Who the members of a run are, as they join: personas where somebody gave them, numbers with a rule that names them where not. */
import type { Persona, PersonaDraft } from '@troupe/contract'
import { InvalidError } from '../../base/errors.ts'
import type { Person, PersonSource } from '../../feed/columns/people.ts'

/** In the order they joined; null for one who is a number. */
export type GivenPeople = AsyncIterable<Persona | PersonaDraft | null>

export class PublishedPeople implements PersonSource {
  readonly #people: Person[] = []
  readonly #named = new Map<string, number>()
  readonly #given: AsyncIterator<Persona | PersonaDraft | null> | null

  constructor(given: GivenPeople | null) {
    this.#given = given === null ? null : given[Symbol.asyncIterator]()
  }

  /** `name`: the one in the journal, empty for a number. Returns the persona where there is one. */
  async join(name: string): Promise<Persona | PersonaDraft | null> {
    const row = this.#people.length
    const next = await this.#given?.next()
    const given = next === undefined || next.done === true ? null : next.value
    const person = given ?? numbered(row, name)
    const { username, displayName, location, interests, archetype } = person
    this.#call(row, username)
    this.#people.push({ username, displayName, location, interests, archetype })
    return given
  }

  change(row: number, change: { readonly [Key in keyof Person]?: Person[Key] | undefined }): void {
    const person = this.person(row)
    if (change.username !== undefined && change.username.toLowerCase() !== person.username.toLowerCase()) {
      this.#named.delete(person.username.toLowerCase())
      this.#call(row, change.username)
    }
    this.#people[row] = {
      ...person, username: change.username ?? person.username, displayName: change.displayName ?? person.displayName, location: change.location ?? person.location,
      interests: change.interests ?? person.interests,
    }
  }

  person(row: number): Person {
    const person = this.#people[row]
    if (person === undefined) throw new RangeError(`there is no member ${row}`)
    return person
  }

  find(username: string): number | null {
    return this.#named.get(username.toLowerCase()) ?? null
  }

  #call(row: number, username: string): void {
    const other = this.#named.get(username.toLowerCase())
    if (other !== undefined) throw new InvalidError(`Members ${other} and ${row} are both called ${username}: these are not the people of this journal.`)
    this.#named.set(username.toLowerCase(), row)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#given?.return?.()
  }
}

function numbered(row: number, name: string): Person {
  return { username: `agent_${row}`, displayName: name === '' ? `Agent ${row}` : name, location: '', interests: [], archetype: null }
}
