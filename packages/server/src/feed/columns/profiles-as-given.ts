import { must } from '../../base/errors.ts'
import type { ProfileRow } from '../rows.ts'
import type { Person, PersonSource } from './people.ts'

/** Members as they were added, kept as they are. */
export class ProfilesAsGiven implements PersonSource {
  readonly rows: ProfileRow[] = []
  readonly #named = new Map<string, number>()

  add(profile: ProfileRow): void {
    this.#named.set(profile.username.toLowerCase(), this.rows.push(profile) - 1)
  }

  person(row: number): Person {
    return must(this.rows[row], 'a member')
  }

  find(username: string): number | null {
    return this.#named.get(username.toLowerCase()) ?? null
  }
}
