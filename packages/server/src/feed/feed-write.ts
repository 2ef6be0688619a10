/** Everything that changes a world, as data. The API and the agents' intents both end here, so one set of rules holds. */
import type { Picture } from '@troupe/contract'
import type { Id } from '../base/ids.ts'

interface Made<K> {
  /** The id of what is made, given by the caller so that a simulated world repeats. */
  readonly id: K
  readonly generator: string | null
  readonly turnId: K | null
}

export type FeedWrite<K = Id> = { readonly worldId: K; readonly actorId: K; readonly atMs: number } & (
  | ({ readonly kind: 'create-post'; readonly title: string | null; readonly text: string; readonly picture?: Picture | null } & Made<K>)
  | ({ readonly kind: 'post-to-group'; readonly groupId: K; readonly title: string | null; readonly text: string } & Made<K>)
  | ({ readonly kind: 'quote'; readonly postId: K; readonly text: string } & Made<K>)
  | ({ readonly kind: 'repost'; readonly postId: K } & Made<K>)
  | ({ readonly kind: 'comment'; readonly postId: K; readonly replyTo: K | null; readonly text: string } & Made<K>)
  /** A new reaction replaces the other one; `null` takes back the named one. */
  | { readonly kind: 'react'; readonly on: 'post' | 'comment'; readonly targetId: K; readonly reaction: 'like' | 'dislike' }
  | { readonly kind: 'unreact'; readonly on: 'post' | 'comment'; readonly targetId: K; readonly reaction: 'like' | 'dislike' }
  | { readonly kind: 'follow' | 'unfollow' | 'mute' | 'unmute'; readonly profileId: K }
  | ({ readonly kind: 'create-group'; readonly name: string; readonly description: string } & Made<K>)
  | { readonly kind: 'join-group' | 'leave-group'; readonly groupId: K }
  | { readonly kind: 'report'; readonly id: K; readonly on: 'post' | 'comment'; readonly targetId: K; readonly reason: string }
  | { readonly kind: 'update-bio'; readonly bio: string }
  | { readonly kind: 'rename'; readonly displayName: string }
  /** One's own words, and only those: whoever keeps order in a world hides and deletes in other ways. */
  | { readonly kind: 'edit-post'; readonly postId: K; readonly title: string | null; readonly text: string }
  | { readonly kind: 'edit-comment'; readonly commentId: K; readonly text: string }
  | { readonly kind: 'delete-post'; readonly postId: K }
  | { readonly kind: 'delete-comment'; readonly commentId: K }
)

export type Of<K, Kind extends FeedWrite['kind']> = FeedWrite<K> & { readonly kind: Kind }

export type Outcome<K = Id> =
  | { readonly kind: 'done'; readonly madeId: K | null }
  /** `code` is stable, `reason` is a sentence for whoever asked. */
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string }
