/** Words are taken away in one way, by whoever said them or by a moderator: counted out, where they still counted, then marked. */
import type { FeedState } from './feed-state.ts'
import type { CommentRow, PostRow } from './rows.ts'
import { countSaid, type Counted } from './said-counts.ts'

export function takeAway<K>(state: Counted<K> & Pick<FeedState<K>, 'setDeleted'>, said: PostRow<K> | CommentRow<K>, atMs: number, erases: boolean): void {
  const { id } = said
  const on = 'postId' in said ? 'comment' : 'post'
  // Before the row changes: a row may be a view of what it stands for.
  if (said.hiddenMs === null) countSaid(state, said, -1)
  state.setDeleted(on, id, atMs, erases)
}
