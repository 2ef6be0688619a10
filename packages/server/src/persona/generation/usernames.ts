/** Usernames: by an archetype's prefix, else in one of five styles people use. Always what `usernameSchema` takes. */
import type { Random } from '../../base/random.ts'

export const USERNAME_LONGEST = 30
const USERNAME_SHORTEST = 3

const ADJECTIVES = [
  'quiet', 'velvet', 'sunday', 'paper', 'salty', 'cosmic', 'lucky', 'grumpy', 'second', 'midnight', 'mild', 'electric', 'plain',
  'feral', 'polite', 'rusty', 'gentle', 'loud', 'tired', 'golden', 'nervous', 'honest', 'spare', 'winter', 'soft', 'crooked',
]
const NOUNS = [
  'otter', 'kettle', 'ladder', 'comet', 'pigeon', 'radio', 'biscuit', 'harbour', 'cactus', 'lantern', 'magpie', 'pickle', 'anchor',
  'teacup', 'walnut', 'badger', 'umbrella', 'postcard', 'turnip', 'compass', 'moth', 'stapler', 'heron', 'marble', 'noodle', 'orbit',
]

export interface NameParts {
  readonly first: string
  readonly last: string
  readonly interest: string
  readonly age: number
}

/** A username as its owner would have asked for it, before anyone else's is looked at. */
export function wishedUsername(parts: NameParts, prefix: string | null, random: Random): string {
  const first = ascii(parts.first)
  const last = ascii(parts.last)
  const number = random.below(90) + 10
  if (prefix !== null) return fit(`${ascii(prefix)}${first || random.pick(NOUNS)}${number}`)
  if (first === '') return fit(`${random.pick(ADJECTIVES)}_${random.pick(NOUNS)}${number}`)
  const styles = [
    () => `${first}_${last}`,
    () => `${first}${last.charAt(0)}${number}`,
    () => `${random.pick(ADJECTIVES)}_${random.pick(NOUNS)}${random.chance(0.4) ? number : ''}`,
    () => `${first.charAt(0)}${last}${random.pick(['', '_', `_${number}`])}`,
    () => `${first}_${lastWord(parts.interest) || random.pick(NOUNS)}`,
  ]
  return fit(random.pick(styles)())
}

/** The wish, or the wish with the first free number from 2 on. Ada and ada are the same to whoever is looking for them. */
export function freeUsername(wish: string, taken: (username: string) => boolean): string {
  if (!taken(wish)) return wish
  for (let number = 2; ; number++) {
    const candidate = `${wish.slice(0, USERNAME_LONGEST - String(number).length)}${number}`
    if (!taken(candidate)) return candidate
  }
}

function fit(text: string): string {
  return text.replace(/^_+/, '').slice(0, USERNAME_LONGEST).padEnd(USERNAME_SHORTEST, '0')
}

/** Lower-case letters, digits and underscores; é becomes e, ß becomes ss, what has no such form is dropped. */
function ascii(text: string): string {
  return text
    .toLowerCase()
    .replaceAll('ß', 'ss').replaceAll('ø', 'o').replaceAll('ł', 'l').replaceAll('æ', 'ae').replaceAll('đ', 'd').replaceAll('ı', 'i')
    .normalize('NFD')
    .replaceAll(/[^a-z0-9_]/g, '')
}

function lastWord(text: string): string {
  return ascii(text.trim().split(/\s+/).at(-1) ?? '')
}
