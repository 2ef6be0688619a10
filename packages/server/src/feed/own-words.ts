/**
 * Changing one's own words and what one is called. Edited words are read anew: hashtags follow, and whoever is addressed
 * for the first time is told. What is deleted stays where it stood, unseen, so that answers to it keep their place; what it
 * counted for elsewhere (its author's posts, the post it quoted, the comment it answered) is counted no more. Likes it was
 * given stay among those its author has been given.
 */
import { BIO_LONGEST, COMMENT_LONGEST, DISPLAY_NAME_LONGEST } from '@troupe/contract'
import { cleanText } from './clean-text.ts'
import type { FeedState } from './feed-state.ts'
import type { Of, Outcome } from './feed-write.ts'
import { visibleComment, visiblePost } from './in-sight.ts'
import { noticeMentions } from './noticing.ts'
import { mentionsIn, readWording } from './post-text.ts'
import { checkLength, checkPost, DONE, refused, type Refusal } from './refusal.ts'
import type { CommentRow, MemberRow, PostRow, Said } from './rows.ts'
import { takeAway } from './take-away.ts'

const NOT_OWN = refused('not-own', 'These words are somebody else\'s.')

export function editPost<K>(state: FeedState<K>, actor: MemberRow<K>, write: Of<K, 'edit-post'>): Outcome<K> {
  const post = visiblePost(state, write.worldId, write.postId)
  if ('code' in post) return post
  if (post.authorId !== actor.id) return NOT_OWN
  if (post.kind === 'repost') return refused('edit-of-repost', 'A repost says nothing of its own.')
  if (post.kind === 'quote' && write.title !== null) return refused('title-of-quote', 'A quote has no title.')
  const text = cleanText(write.text)
  const title = write.title === null ? null : cleanText(write.title) || null
  const fault = checkPost(text, title, post.picture !== null)
  if (fault !== null) return fault
  if (text === post.text && title === post.title) return DONE
  const wording = readWording(title, text)
  const addressed = newNames(wording.mentions, post.mentions)
  state.editPost(post.id, wording, write.atMs)
  tell(state, post, null, addressed, actor, write.atMs)
  return DONE
}

export function editComment<K>(state: FeedState<K>, actor: MemberRow<K>, write: Of<K, 'edit-comment'>): Outcome<K> {
  const comment = visibleComment(state, write.worldId, write.commentId)
  if ('code' in comment) return comment
  if (comment.authorId !== actor.id) return NOT_OWN
  const post = visiblePost(state, write.worldId, comment.postId)
  if ('code' in post) return post
  const text = cleanText(write.text)
  const fault = checkLength('comment', text, COMMENT_LONGEST)
  if (fault !== null) return fault
  if (text === comment.text) return DONE
  const addressed = newNames(mentionsIn(text), mentionsIn(comment.text))
  state.editComment(comment.id, text, write.atMs)
  tell(state, post, comment, addressed, actor, write.atMs)
  return DONE
}

/** One that was hidden can be deleted too: one may always take one's words away. */
export function deleteOwn<K>(state: FeedState<K>, actor: MemberRow<K>, write: Of<K, 'delete-post'> | Of<K, 'delete-comment'>): Outcome<K> {
  const said = write.kind === 'delete-post' ? ownRow(state.post(write.postId), 'post', write.worldId, actor) : ownRow(state.comment(write.commentId), 'comment', write.worldId, actor)
  if ('code' in said) return said
  takeAway(state, said, write.atMs, false)
  return DONE
}

function ownRow<K, Row extends PostRow<K> | CommentRow<K>>(row: Row | undefined, what: Said, worldId: K, actor: MemberRow<K>): Row | Refusal {
  if (row === undefined || row.worldId !== worldId) return refused(`${what}-missing`, `There is no such ${what}.`)
  if (row.authorId !== actor.id) return NOT_OWN
  return row.deletedMs === null ? row : refused(`${what}-gone`, `That ${what} is gone.`)
}

export function updateBio<K>(state: FeedState<K>, actor: MemberRow<K>, { bio: wanted }: Of<K, 'update-bio'>): Outcome<K> {
  const bio = cleanText(wanted)
  const fault = bio === '' ? null : checkLength('bio', bio, BIO_LONGEST)
  if (fault !== null) return fault
  if (bio === actor.bio) return refused('same-bio', 'That is your bio already.')
  state.setBio(actor.id, bio)
  return DONE
}

export function rename<K>(state: FeedState<K>, actor: MemberRow<K>, write: Of<K, 'rename'>): Outcome<K> {
  const displayName = cleanText(write.displayName).replace(/\s+/g, ' ')
  const fault = checkLength('name', displayName, DISPLAY_NAME_LONGEST)
  if (fault !== null) return fault
  state.setDisplayName(actor.id, displayName)
  return DONE
}

function newNames(now: readonly string[], before: readonly string[]): string[] {
  const known = new Set(before.map((name) => name.toLowerCase()))
  return now.filter((name) => !known.has(name.toLowerCase()))
}

/** Nobody is told of the same text twice, also when their name left it and came back. */
function tell<K>(state: FeedState<K>, post: PostRow<K>, by: CommentRow<K> | null, names: readonly string[], actor: MemberRow<K>, atMs: number): void {
  const fresh = names.filter((name) => {
    const named = state.profileNamed(post.worldId, name)
    return named !== undefined && !state.isTold(named.id, post.id, by?.id ?? null)
  })
  noticeMentions(state, post, by, fresh, [actor.id], atMs)
}
