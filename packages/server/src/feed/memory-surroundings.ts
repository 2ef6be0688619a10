/** What recommenders ask beside the pool, looked for in the maps anew each time: slow, obviously right. */
import type { Id } from '../base/ids.ts'
import type { FeedState, Reaction } from './feed-state.ts'
import type { Watcher } from './recommend.ts'
import { BRIDGING_WINDOW, bridgesIn, REACTIONS_MOST, type Bridge } from './recommend/bridging.ts'
import { friendsOf, type Circle } from './recommend/friends-of-friends.ts'
import { InterestMatch } from './recommend/interest-match.ts'
import type { Surroundings } from './recommend/surroundings.ts'
import { TermIndex } from './recommend/term-index.ts'
import { isVisible, type PostRow, type ProfileRow } from './rows.ts'

/** What is read of the maps. */
interface Maps extends Pick<FeedState, 'follows' | 'reaction'> {
  readonly profiles: ReadonlyMap<Id, ProfileRow>
  readonly reactions: ReadonlyMap<string, { readonly profileId: Id; readonly targetId: Id; readonly reaction: Reaction }>
  newest(): Iterable<PostRow>
}

export class MemorySurroundings implements Surroundings {
  readonly #maps: Maps
  readonly #pool: readonly PostRow[]
  readonly #watcher: Watcher

  constructor(maps: Maps, pool: readonly PostRow[], watcher: Watcher) {
    this.#maps = maps
    this.#pool = pool
    this.#watcher = watcher
  }

  get circle(): Circle<Id> {
    const { follows, mutes } = this.#watcher
    const friends = friendsOf([...follows].sort(), (friend) => !mutes.has(friend) && !this.#isSuspended(friend))
    return {
      followers: (authorId) => friends.filter((friend) => this.#maps.follows(friend, authorId)).length,
      username: (authorId) => this.#maps.profiles.get(authorId)?.username ?? '',
    }
  }

  get interests(): InterestMatch<Id> {
    const { profileId } = this.#watcher
    const index = new TermIndex<Id>()
    for (const { id, title, text } of this.#pool) index.add(id, title, text)
    const own = [...this.#maps.newest()].filter((post) => post.authorId === profileId && post.kind !== 'repost' && isVisible(post))
    const profile = this.#maps.profiles.get(profileId)
    return new InterestMatch(index, this.#pool.map(({ id }) => id), {
      interests: profile?.interests ?? [], bio: profile?.bio ?? '', own: own.map(({ title, text }) => `${title ?? ''} ${text}`),
      reaction: (post) => this.#maps.reaction(profileId, 'post', post) ?? null,
    })
  }

  get bridges(): Map<Id, Bridge> {
    return bridgesIn(this.#pool.slice(0, BRIDGING_WINDOW).map(({ id, authorId }) => ({
      post: id, author: authorId,
      reactions: [...this.#maps.reactions.values()].filter(({ targetId }) => targetId === id).sort((a, b) => (a.profileId < b.profileId ? -1 : 1))
        .slice(0, REACTIONS_MOST).filter(({ profileId }) => !this.#isSuspended(profileId)).map(({ profileId, reaction }) => ({ member: profileId, value: reaction })),
    })))
  }

  #isSuspended(id: Id): boolean {
    return this.#maps.profiles.get(id)?.suspendedMs !== null
  }
}
