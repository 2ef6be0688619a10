/**
 * Shuffle bags without state: where a speaker stands in its own order of a list follows from its ordinal, so nothing has to
 * be stored and a line comes round only when the rest of the list has had its turn. The order is an affine walk, another
 * one each time round.
 */
import type { Line, LineList, Scene } from './scene.ts'

function mix(value: number): number {
  let x = value | 0
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d)
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b)
  return (x ^ (x >>> 16)) >>> 0
}

function coprime(size: number, wish: number): number {
  let step = 1 + (wish % Math.max(1, size - 1))
  for (;;) {
    let a = size
    let b = step
    while (b !== 0) [a, b] = [b, a % b]
    if (a === 1) return step
    step = (step % Math.max(1, size - 1)) + 1
  }
}

export function placeInBag(size: number, salt: number, turn: number): number {
  if (size <= 1) return 0
  const round = Math.floor(turn / size)
  const start = mix(salt + round * 0x9e3779b9)
  return (start % size + coprime(size, mix(salt ^ 0x51ed270b)) * (turn % size)) % size
}

/**
 * The place in the bag of posts: one order for always, so that ordinals nearer than the bag's size never meet on one take,
 * however many replies were made in between. Where a speaker begins in it follows from its salt.
 */
export function placeInPosts(size: number, salt: number, bagSalt: number, ordinal: number): number {
  if (size <= 1) return 0
  const own = salt ^ bagSalt
  return (mix(own) % size + coprime(size, mix(own ^ 0x51ed270b)) * (ordinal % size)) % size
}

/** The next line of the speaker's bag that the scene can say and has not said, or null. */
export function nextLine(list: LineList, scene: Scene, turn: number): Line | null {
  const { lines } = list
  const size = lines.length
  if (size === 0) return null
  let place = placeInBag(size, scene.salt ^ list.salt, turn)
  for (let tries = 0; tries < size; tries++) {
    const line = lines[place] as Line
    if ((line.needs & ~scene.has) === 0 && !scene.used.has(line)) {
      scene.used.add(line)
      return line
    }
    // A random leap first, so that two lines which often cannot be said don't always give way to the same third.
    place = tries === 0 ? scene.random.below(size) : (place + 1) % size
  }
  // All said already: better twice than a hole in the sentence.
  for (const line of lines) if ((line.needs & ~scene.has) === 0) return line
  return null
}
