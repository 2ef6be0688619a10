/**
 * The counters that what is said moves: of its author, its group, and what it answers or passes on. Up when it is seen again, down
 * when it is hidden or taken away; what is hidden and then taken away moves them once.
 */
import type { FeedState } from './feed-state.ts'
import type { CommentRow, PostRow } from './rows.ts'

export type Counted<K> = Pick<FeedState<K>, 'countPost' | 'countComment' | 'countProfile' | 'countGroup'>

export function countSaid<K>(state: Counted<K>, said: PostRow<K> | CommentRow<K>, by: 1 | -1): void {
  if ('postId' in said) {
    state.countProfile(said.authorId, 'comments', by)
    state.countPost(said.postId, 'comments', by)
    if (said.parentId !== null) state.countComment(said.parentId, 'replies', by)
    return
  }
  state.countProfile(said.authorId, 'posts', by)
  if (said.groupId !== null) state.countGroup(said.groupId, 'posts', by)
  if (said.referencedId !== null) state.countPost(said.referencedId, said.kind === 'quote' ? 'quotes' : 'reposts', by)
}
