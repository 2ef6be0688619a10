import type { Comment, Page, Post } from '@troupe/contract'
import { commentsPath } from '../../api/feed.ts'
import { newCommentPath } from '../../api/members.ts'
import type { SiteParts } from '../site-context.ts'

/** Sends a comment and puts it where its post's page shows it: at the end of what is loaded. */
export async function sayComment({ member, store }: SiteParts, postId: string, parentId: string | null, text: string): Promise<Comment> {
  const comment = await member.send('POST', newCommentPath(postId), { text, parentId })
  const last = store.chain(commentsPath(postId)).at(-1) ?? commentsPath(postId)
  const page = store.peek<Page<Comment>>(last)
  if (page.state === 'ready' && !page.value.items.some((each) => each.id === comment.id)) store.put<Page<Comment>>(last, { ...page.value, items: [...page.value.items, comment] })
  store.change<Post>(postId, (post) => ({ ...post, counts: { ...post.counts, comments: post.counts.comments + 1 } }))
  return comment
}
