/** Who the members of a run are, as they join: personas where somebody gave them, numbers with a rule that names them where not. */
import type { Persona, PersonaDraft } from '@troupe/contract'
import { InvalidError } from '../../base/errors.ts'
import { ListedPeople, type Person } from '../../feed/columns/people.ts'

/** In the order they joined; null for one who is a number. */
export type GivenPeople = AsyncIterable<Persona | PersonaDraft | null>

export class PublishedPeople extends ListedPeople {
  readonly #given: AsyncIterator<Persona | PersonaDraft | null> | null

  constructor(given: GivenPeople | null) {
    super()
    this.#given = given === null ? null : given[Symbol.asyncIterator]()
  }

  /** `name`: the one in the journal, empty for a number. Returns the persona where there is one. */
  async join(name: string): Promise<Persona | PersonaDraft | null> {
    const row = this.count
    const next = await this.#given?.next()
    const given = next === undefined || next.done === true ? null : next.value
    const { username, displayName, location, interests, archetype } = given ?? numbered(row, name)
    this.#demandFree(row, username)
    this.add({ username, displayName, location, interests, archetype })
    return given
  }

  change(row: number, change: { readonly [Key in keyof Person]?: Person[Key] | undefined }): void {
    const person = this.person(row)
    const username = change.username ?? person.username
    if (username.toLowerCase() !== person.username.toLowerCase()) this.#demandFree(row, username)
    this.replace(row, {
      ...person, username, displayName: change.displayName ?? person.displayName, location: change.location ?? person.location, interests: change.interests ?? person.interests,
    })
  }

  #demandFree(row: number, username: string): void {
    const other = this.find(username)
    if (other !== null) throw new InvalidError(`Members ${other} and ${row} are both called ${username}: these are not the people of this journal.`)
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#given?.return?.()
  }
}

function numbered(row: number, name: string): Person {
  return { username: `agent_${row}`, displayName: name === '' ? `Agent ${row}` : name, location: '', interests: [], archetype: null }
}
