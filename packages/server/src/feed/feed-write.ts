/** Everything that changes a world, as data. The API and the agents' intents both end here, so one set of rules holds. */
import type { Id } from '../base/ids.ts'

interface Made {
  /** The id of what is made, given by the caller so that a simulated world repeats. */
  readonly id: Id
  readonly generator: string | null
  readonly turnId: Id | null
}

export type FeedWrite = { readonly worldId: Id; readonly actorId: Id; readonly atMs: number } & (
  | ({ readonly kind: 'create-post'; readonly title: string | null; readonly text: string } & Made)
  | ({ readonly kind: 'quote'; readonly postId: Id; readonly text: string } & Made)
  | ({ readonly kind: 'repost'; readonly postId: Id } & Made)
  | ({ readonly kind: 'comment'; readonly postId: Id; readonly replyTo: Id | null; readonly text: string } & Made)
  /** A new reaction replaces the other one; `null` takes back the named one. */
  | { readonly kind: 'react'; readonly on: 'post' | 'comment'; readonly targetId: Id; readonly reaction: 'like' | 'dislike' }
  | { readonly kind: 'unreact'; readonly on: 'post' | 'comment'; readonly targetId: Id; readonly reaction: 'like' | 'dislike' }
  | { readonly kind: 'follow' | 'unfollow' | 'mute' | 'unmute'; readonly profileId: Id }
  | { readonly kind: 'report'; readonly id: Id; readonly postId: Id; readonly reason: string }
  | { readonly kind: 'update-bio'; readonly bio: string }
)

export type Outcome =
  | { readonly kind: 'done'; readonly madeId: Id | null }
  /** `code` is stable, `reason` is a sentence for whoever asked. */
  | { readonly kind: 'refused'; readonly code: string; readonly reason: string }
