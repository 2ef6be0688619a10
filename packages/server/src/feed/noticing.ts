/** Telling those whom a text addresses. */
import type { FeedState } from './feed-state.ts'
import type { CommentRow, PostRow } from './rows.ts'

/** Tells somebody once per act, never oneself, and not about somebody one has muted. */
export function notice<K>(
  state: FeedState<K>, kind: 'reply' | 'mention' | 'quote', profileId: K, post: PostRow<K>, by: CommentRow<K> | null, actorId: K, atMs: number, told: K[],
): void {
  if (told.includes(profileId) || state.mutes(profileId, actorId)) return
  told.push(profileId)
  state.addNotice({ profileId, kind, postId: post.id, commentId: by?.id ?? null, actorId, atMs })
}

export function noticeMentions<K>(state: FeedState<K>, post: PostRow<K>, by: CommentRow<K> | null, names: readonly string[], told: K[], atMs = (by ?? post).createdMs): void {
  const said = by ?? post
  for (const name of names) {
    const profile = state.profileNamed(said.worldId, name)
    if (profile !== undefined) notice(state, 'mention', profile.id, post, by, said.authorId, atMs, told)
  }
}
