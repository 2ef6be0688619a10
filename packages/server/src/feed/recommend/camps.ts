/**
 * Which of two camps each member is of, read off who likes whose posts: the split that best explains why some authors are liked
 * together and others are not. It is the first singular pair of the likes less what chance would give (members × authors,
 * likes − likes given · likes had / all likes), which is Newman's spectral method (PNAS 103, 2006) for two kinds of nodes
 * (Barber, Physical Review E 76, 2007), found by power iteration. Community Notes' matrix factorisation seeks the same axis
 * with a learning rate and a random start; this has neither.
 *
 * All sums are of whole numbers below 2^53, so that they come out alike in whatever order members are named.
 */

/** A member likes posts of an author; as often as there are posts it liked. */
export interface Like {
  readonly member: number
  readonly author: number
}

/** 1 and -1 are the camps, 0 is neither: who likes both alike. Which camp is which means nothing. */
export type Camp = 1 | 0 | -1

const ROUNDS = 10
/** Positions are whole numbers up to this. */
const SCALE = 1 << 20
/** Of the furthest on one's side; whoever stands nearer the middle is of no camp. */
const NEAR_THE_MIDDLE = 1 / 4

/** Members and authors are numbered from 0, authors in an order all stores share. */
export function campsOf(likes: readonly Like[], members: number, authors: number): Camp[] {
  const given = new Float64Array(members)
  const had = new Float64Array(authors)
  for (const { member, author } of likes) {
    (given[member] as number) += 1;
    (had[author] as number) += 1
  }
  const authorsAt = Float64Array.from({ length: authors }, (_, author) => ((author * 7919 + 13) % 1009) - 504)
  const membersAt = new Float64Array(members)
  for (let round = 0; round < ROUNDS; round++) {
    membersAt.fill(0)
    for (const { member, author } of likes) (membersAt[member] as number) += authorsAt[author] as number
    if (!lessChance(membersAt, given, authorsAt, had, likes.length)) return noCamps(members)
    authorsAt.fill(0)
    for (const { member, author } of likes) (authorsAt[author] as number) += membersAt[member] as number
    if (!lessChance(authorsAt, had, membersAt, given, likes.length)) return noCamps(members)
  }
  return campsAt(membersAt, given)
}

/** Takes away what chance would give and brings the furthest to `SCALE`; false when nothing is left. */
function lessChance(at: Float64Array, degree: Float64Array, other: Float64Array, otherDegree: Float64Array, likes: number): boolean {
  let all = 0
  for (let i = 0; i < other.length; i++) all += (other[i] as number) * (otherDegree[i] as number)
  let furthest = 0
  for (let i = 0; i < at.length; i++) {
    at[i] = (at[i] as number) * likes - (degree[i] as number) * all
    furthest = Math.max(furthest, Math.abs(at[i] as number))
  }
  if (furthest === 0) return false
  for (let i = 0; i < at.length; i++) at[i] = Math.round(((at[i] as number) / furthest) * SCALE)
  return true
}

/** By where a member stands a like, lest those who like much stand further out. */
function campsAt(at: Float64Array, given: Float64Array): Camp[] {
  const leans = Array.from(at, (place, member) => (given[member] === 0 ? 0 : place / (given[member] as number)))
  let [most, least] = [0, 0]
  for (const lean of leans) {
    most = Math.max(most, lean)
    least = Math.min(least, lean)
  }
  return leans.map((lean): Camp => {
    if (lean > 0) return lean >= most * NEAR_THE_MIDDLE ? 1 : 0
    if (lean < 0) return lean <= least * NEAR_THE_MIDDLE ? -1 : 0
    return 0
  })
}

function noCamps(members: number): Camp[] {
  return Array.from({ length: members }, () => 0)
}
