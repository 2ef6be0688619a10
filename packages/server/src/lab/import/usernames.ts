/**
 * Usernames the feed takes, out of what files call people: letters, digits and underscores, 3 to 30, each once whatever
 * its case. Counts on from the last number given to a wish, so that a file of one name a hundred thousand times takes no
 * longer than any other.
 */
import { USERNAME_LONGEST } from '../../persona/generation/usernames.ts'

const SHORTEST = 3
const VALID = /^[A-Za-z0-9_]{3,30}$/

export class Usernames {
  readonly #taken = new Set<string>()
  readonly #next = new Map<string, number>()

  /** `wishes` in order of liking; the first that leaves any letters is taken, else `member` and a number. */
  give(wishes: readonly string[]): string {
    for (const wish of wishes) {
      const valid = VALID.test(wish) ? wish : madeValid(wish)
      if (valid !== '') return this.#free(valid)
    }
    return this.#free('member_1', 'member_')
  }

  #free(wish: string, stem = wish): string {
    if (this.#take(wish)) return wish
    const key = stem.toLowerCase()
    for (let number = this.#next.get(key) ?? 2; ; number++) {
      const candidate = `${stem.slice(0, USERNAME_LONGEST - String(number).length)}${number}`
      if (!this.#take(candidate)) continue
      this.#next.set(key, number + 1)
      return candidate
    }
  }

  #take(username: string): boolean {
    const key = username.toLowerCase()
    if (this.#taken.has(key)) return false
    this.#taken.add(key)
    return true
  }
}

/** é becomes e, ß becomes ss, spaces, dots and hyphens an underscore; the rest is dropped. Empty where nothing is left. */
function madeValid(wish: string): string {
  const plain = wish
    .replace(/^@/, '')
    .replaceAll('ß', 'ss').replaceAll('ø', 'o').replaceAll('Ø', 'O').replaceAll('ł', 'l').replaceAll('Ł', 'L').replaceAll('æ', 'ae').replaceAll('Æ', 'Ae').replaceAll('đ', 'd').replaceAll('ı', 'i')
    .normalize('NFKD')
    .replaceAll(/[^\w\s.\-/]/g, '')
    .trim()
    .replaceAll(/[\s.\-/]+/g, '_')
  if (!/[A-Za-z0-9]/.test(plain)) return ''
  return plain.slice(0, USERNAME_LONGEST).padEnd(SHORTEST, '_')
}
