/** What an act may be about: posts and comments of the actor's world that can be seen. */
import type { FeedState } from './feed-state.ts'
import { refused, type Refusal } from './refusal.ts'
import { isVisible, type CommentRow, type PostRow } from './rows.ts'

export function visiblePost<K>(state: FeedState<K>, worldId: K, id: K): PostRow<K> | Refusal {
  const post = state.post(id)
  if (post === undefined || post.worldId !== worldId) return refused('post-missing', 'There is no such post.')
  if (!isVisible(post)) return refused('post-gone', 'That post is gone.')
  return post
}

export function visibleComment<K>(state: FeedState<K>, worldId: K, id: K): CommentRow<K> | Refusal {
  const found = state.comment(id)
  if (found === undefined || found.worldId !== worldId) return refused('comment-missing', 'There is no such comment.')
  if (!isVisible(found)) return refused('comment-gone', 'That comment is gone.')
  return found
}
