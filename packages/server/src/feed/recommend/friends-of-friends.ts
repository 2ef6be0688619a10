/**
 * Friends of friends: posts by those whom the ones you follow follow, most such friends first. Whom you follow yourself is left
 * to `followed`; here one meets people.
 */

/** Of those one follows, this many are asked whom they follow: the ones who joined first. Bounds a look of somebody who follows all. */
export const FRIENDS_MOST = 200

/** What a look has to know of the graph. */
export interface Circle<K> {
  /** How many of one's friends follow this author. */
  readonly followers: (authorId: K) => number
  readonly username: (authorId: K) => string
}

/**
 * Whom a member asks, of those it follows; `follows` in the order in which they joined. The muted and the suspended are not
 * asked, and are not replaced by others either: a store reads the first of a list, whatever becomes of them.
 */
export function friendsOf<K>(follows: readonly K[], isAsked: (friend: K) => boolean): K[] {
  return follows.slice(0, FRIENDS_MOST).filter(isAsked)
}

export function followedByFriends(friends: number, username: string): string {
  return friends === 1 ? `somebody you follow follows @${username}` : `${friends} people you follow follow @${username}`
}
