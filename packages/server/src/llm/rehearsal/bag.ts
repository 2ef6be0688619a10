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

/** Texts a speaker makes for one post, about: the bag of posts is walked at that pace, so that a round of it lasts. */
const TEXTS_A_POST = 1.6

/**
 * The place in the bag of posts. Speakers of one archetype begin with different halves of it, by their salt, and come to the
 * other half when their own is through: who are alike should not say the same on one day.
 */
export function placeInPosts(size: number, salt: number, bagSalt: number, ordinal: number): number {
  const turn = Math.floor(ordinal / TEXTS_A_POST)
  const half = Math.ceil(size / 2)
  const inRound = turn % size
  const mine = salt & 1
  const second = inRound >= (mine === 0 ? half : size - half)
  const side = second ? 1 - mine : mine
  const count = side === 0 ? half : size - half
  const at = second ? inRound - (size - count) : inRound
  const place = placeInBag(count, salt ^ bagSalt ^ (second ? 0x2545f491 : 0), at)
  return place * 2 + side
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
