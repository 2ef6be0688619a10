/** The moment a person takes part: their profile in the world. It bears no label, for nothing about it is automated. */
import type { Id, Ids } from '../../base/ids.ts'
import type { FeedStore } from '../../feed/feed-store.ts'
import type { Within } from '../../store/database.ts'

export interface Newcomer {
  readonly id: Id
  readonly worldId: Id
  readonly username: string
  readonly displayName: string
  readonly bio: string
}

export async function welcome(within: Within, { feed, ids }: { readonly feed: FeedStore; readonly ids: Ids }, newcomer: Newcomer, nowMs: number): Promise<Id> {
  const profileId = ids.next()
  await feed.addProfiles([{
    id: profileId, worldId: newcomer.worldId, personaId: null, username: newcomer.username, displayName: newcomer.displayName, bio: newcomer.bio, location: '', interests: [],
    // No drawn face: those are the personas'. Pages show the first letter of the name.
    archetype: null, avatarUrl: '', automated: false, posts: 0, comments: 0, followers: 0, following: 0, likesReceived: 0, joinedMs: nowMs, suspendedMs: null,
  }], { sql: within })
  await within.updateTable('members').set({ profile_id: profileId, state: 'active' }).where('id', '=', newcomer.id).execute()
  return profileId
}
