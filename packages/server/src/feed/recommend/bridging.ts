/**
 * Bridging: posts liked on both sides, by people who seldom like the same things. Where `popular` lets the larger camp decide,
 * here each like of one camp counts as far as the other has its own: likes · likes / (likes + likes) of the two, dislikes
 * taken off. Whoever is of no camp neither helps nor harms.
 */
import { campsOf, type Camp, type Like } from './camps.ts'

/** Of the pool, the newest so many are weighed. */
export const BRIDGING_WINDOW = 200
/** Reactions to a post that are looked at: those of the members who joined first. Bounds what a look reads to 10,000. */
export const REACTIONS_MOST = 50

export interface Reacted<K> {
  readonly member: K
  readonly value: 1 | -1
}

/** A post with its first `REACTIONS_MOST` reactions, less those of suspended members. */
export interface Contested<K> {
  readonly post: K
  readonly author: K
  readonly reactions: readonly Reacted<K>[]
}

export interface Bridge {
  readonly score: number
  /** Likes of the two camps, the greater number first. */
  readonly likes: readonly [number, number]
}

/** Of the posts of the window, newest first, those that both camps like. */
export function bridgesIn<K>(window: readonly Contested<K>[]): Map<K, Bridge> {
  const members = new Numbering<K>()
  const authors = new Numbering<K>()
  const likes: Like[] = []
  for (const { author, reactions } of window) {
    for (const { member, value } of reactions) if (value === 1) likes.push({ member: members.of(member), author: authors.of(author) })
  }
  const camps = campsOf(likes, members.size, authors.size)
  const bridges = new Map<K, Bridge>()
  for (const { post, reactions } of window) {
    const bridge = bridgeOf(reactions, (member) => camps[members.known(member) ?? -1] ?? 0)
    if (bridge !== null) bridges.set(post, bridge)
  }
  return bridges
}

function bridgeOf<K>(reactions: readonly Reacted<K>[], campOf: (member: K) => Camp): Bridge | null {
  const likes = { 1: 0, 0: 0, [-1]: 0 }
  const net = { 1: 0, 0: 0, [-1]: 0 }
  for (const { member, value } of reactions) {
    const camp = campOf(member)
    net[camp] += value
    if (value === 1) likes[camp] += 1
  }
  const [one, other] = [net[1], net[-1]]
  if (one <= 0 || other <= 0) return null
  return { score: (one * other) / (one + other), likes: [Math.max(likes[1], likes[-1]), Math.min(likes[1], likes[-1])] }
}

export function likedOnBothSides({ likes: [more, fewer] }: Bridge): string {
  return `liked on both sides: by ${more} of one camp and ${fewer} of the other`
}

/** Numbers in the order of first asking. */
class Numbering<K> {
  readonly #numbers = new Map<K, number>()

  get size(): number {
    return this.#numbers.size
  }

  of(key: K): number {
    let number = this.#numbers.get(key)
    if (number === undefined) this.#numbers.set(key, (number = this.#numbers.size))
    return number
  }

  known(key: K): number | undefined {
    return this.#numbers.get(key)
  }
}
