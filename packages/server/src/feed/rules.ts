/**
 * The feed's rules: what may be done, and what changes when it is. Pure over a `FeedState`; used by every store and,
 * through them, by agents and the API alike. Counters are changed by the same rule that changes what they count.
 */
import { COMMENT_LONGEST, POST_LONGEST, REPORT_LONGEST } from '@troupe/contract'
import { unreachable } from '../base/errors.ts'
import { cleanText } from './clean-text.ts'
import type { FeedState, Reaction } from './feed-state.ts'
import type { FeedWrite, Of, Outcome } from './feed-write.ts'
import { createGroup, groupToPostTo, joinOrLeave } from './groups/group-rules.ts'
import type { GroupRow } from './groups/group-row.ts'
import { visibleComment, visiblePost } from './in-sight.ts'
import { notice, noticeMentions } from './noticing.ts'
import { deleteOwn, editComment, editPost, rename, updateBio } from './own-words.ts'
import { mentionsIn, readWording } from './post-text.ts'
import { checkLength, checkPost, DONE, refused, type Refusal } from './refusal.ts'
import type { CommentRow, MemberRow, PostRow } from './rows.ts'

export function applyWrite<K>(state: FeedState<K>, write: FeedWrite<K>): Outcome<K> {
  const actor = state.profile(write.actorId)
  if (actor === undefined || actor.worldId !== write.worldId) return refused('no-profile', 'This member does not exist here.')
  if (actor.suspendedMs !== null) return refused('suspended', 'This member is suspended.')
  switch (write.kind) {
    case 'create-post':
      return createPost(state, actor, write, null)
    case 'post-to-group': {
      const group = groupToPostTo(state, actor, write.worldId, write.groupId)
      return 'code' in group ? group : createPost(state, actor, write, group)
    }
    case 'quote':
      return quote(state, actor, write)
    case 'repost':
      return repost(state, actor, write)
    case 'comment':
      return comment(state, actor, write)
    case 'react':
      return react(state, actor, write)
    case 'unreact':
      return unreact(state, actor, write)
    case 'follow':
    case 'unfollow':
    case 'mute':
    case 'unmute':
      return relate(state, actor, write)
    case 'create-group':
      return createGroup(state, actor, write)
    case 'join-group':
    case 'leave-group':
      return joinOrLeave(state, actor, write)
    case 'report':
      return report(state, actor, write)
    case 'update-bio':
      return updateBio(state, actor, write)
    case 'rename':
      return rename(state, actor, write)
    case 'edit-post':
      return editPost(state, actor, write)
    case 'edit-comment':
      return editComment(state, actor, write)
    case 'delete-post':
    case 'delete-comment':
      return deleteOwn(state, actor, write)
    default:
      return unreachable(write)
  }
}

function newPost<K>(write: Of<K, 'create-post'> | Of<K, 'post-to-group'> | Of<K, 'quote'> | Of<K, 'repost'>, kind: PostRow['kind'], title: string | null, text: string): PostRow<K> {
  return {
    id: write.id, worldId: write.worldId, authorId: write.actorId, kind, ...readWording(title, text),
    referencedId: 'postId' in write ? write.postId : null,
    groupId: 'groupId' in write ? write.groupId : null,
    picture: 'picture' in write ? write.picture ?? null : null,
    likes: 0, dislikes: 0, comments: 0, reposts: 0, quotes: 0,
    generator: write.generator, turnId: write.turnId, createdMs: write.atMs, editedMs: null, hiddenMs: null, deletedMs: null,
  }
}

function createPost<K>(state: FeedState<K>, actor: MemberRow<K>, write: Of<K, 'create-post'> | Of<K, 'post-to-group'>, group: GroupRow<K> | null): Outcome<K> {
  const text = cleanText(write.text)
  const title = write.title === null ? null : cleanText(write.title) || null
  const fault = checkPost(text, title, 'picture' in write && write.picture != null)
  if (fault !== null) return fault
  const post = newPost(write, 'original', title, text)
  state.addPost(post)
  state.countProfile(actor.id, 'posts', 1)
  if (group !== null) state.countGroup(group.id, 'posts', 1)
  noticeMentions(state, post, null, post.mentions, [actor.id])
  return { kind: 'done', madeId: post.id }
}

function quote<K>(state: FeedState<K>, actor: MemberRow<K>, write: Of<K, 'quote'>): Outcome<K> {
  const quoted = visiblePost(state, write.worldId, write.postId)
  if ('code' in quoted) return quoted
  if (quoted.kind === 'repost') return refused('quote-of-repost', 'Quote the original post, not the repost of it.')
  const text = cleanText(write.text)
  const fault = checkLength('post', text, POST_LONGEST)
  if (fault !== null) return fault
  const post = newPost(write, 'quote', null, text)
  state.addPost(post)
  state.countProfile(actor.id, 'posts', 1)
  state.countPost(quoted.id, 'quotes', 1)
  const told: K[] = [actor.id]
  notice(state, 'quote', quoted.authorId, post, null, actor.id, write.atMs, told)
  noticeMentions(state, post, null, post.mentions, told)
  return { kind: 'done', madeId: post.id }
}

function repost<K>(state: FeedState<K>, actor: MemberRow<K>, write: Of<K, 'repost'>): Outcome<K> {
  const passedOn = visiblePost(state, write.worldId, write.postId)
  if ('code' in passedOn) return passedOn
  if (passedOn.kind === 'repost') return refused('repost-of-repost', 'Repost the original post, not the repost of it.')
  if (passedOn.authorId === actor.id) return refused('own-post', 'One does not repost oneself.')
  if (state.hasReposted(actor.id, passedOn.id)) return refused('already-reposted', 'You have reposted this already.')
  const post = newPost(write, 'repost', null, '')
  state.addPost(post)
  state.countProfile(actor.id, 'posts', 1)
  state.countPost(passedOn.id, 'reposts', 1)
  return { kind: 'done', madeId: post.id }
}

function comment<K>(state: FeedState<K>, actor: MemberRow<K>, write: Of<K, 'comment'>): Outcome<K> {
  const post = visiblePost(state, write.worldId, write.postId)
  if ('code' in post) return post
  if (post.kind === 'repost') return refused('comment-on-repost', 'Comment on the original post, not the repost of it.')
  let parent: CommentRow<K> | null = null
  if (write.replyTo !== null) {
    const found = visibleComment(state, write.worldId, write.replyTo)
    if ('code' in found) return found
    if (found.postId !== post.id) return refused('comment-elsewhere', 'That comment stands under another post.')
    parent = found
  }
  const text = cleanText(write.text)
  const fault = checkLength('comment', text, COMMENT_LONGEST)
  if (fault !== null) return fault
  const row: CommentRow<K> = {
    id: write.id, worldId: write.worldId, postId: post.id, parentId: parent?.id ?? null, authorId: actor.id, text,
    likes: 0, dislikes: 0, replies: 0, generator: write.generator, turnId: write.turnId, createdMs: write.atMs, editedMs: null, hiddenMs: null, deletedMs: null,
  }
  state.addComment(row)
  state.countPost(post.id, 'comments', 1)
  state.countProfile(actor.id, 'comments', 1)
  if (parent !== null) state.countComment(parent.id, 'replies', 1)
  const told: K[] = [actor.id]
  if (parent !== null) notice(state, 'reply', parent.authorId, post, row, actor.id, write.atMs, told)
  notice(state, 'reply', post.authorId, post, row, actor.id, write.atMs, told)
  noticeMentions(state, post, row, mentionsIn(text), told)
  return { kind: 'done', madeId: row.id }
}

function namedTarget<K>(state: FeedState<K>, write: Of<K, 'react'> | Of<K, 'report'>): PostRow<K> | CommentRow<K> | Refusal {
  return write.on === 'post' ? visiblePost(state, write.worldId, write.targetId) : visibleComment(state, write.worldId, write.targetId)
}

function react<K>(state: FeedState<K>, actor: MemberRow<K>, write: Of<K, 'react'>): Outcome<K> {
  const target = namedTarget(state, write)
  if ('code' in target) return target
  if ('kind' in target && target.kind === 'repost') return refused('react-to-repost', `Like or dislike the original post, not the repost of it.`)
  if (target.authorId === actor.id) return refused('own-words', `One does not ${write.reaction} one's own words.`)
  const wanted: Reaction = write.reaction === 'like' ? 1 : -1
  const present = state.reaction(actor.id, write.on, target.id)
  if (present === wanted) return refused(`already-${write.reaction}d`, `You ${write.reaction} this already.`)
  if (present !== undefined) countReaction(state, write.on, target, present, -1)
  state.setReaction(write.worldId, actor.id, write.on, target.id, wanted, write.atMs)
  countReaction(state, write.on, target, wanted, 1)
  return DONE
}

/** One may take back what one said of something that has been hidden since. */
function unreact<K>(state: FeedState<K>, actor: MemberRow<K>, write: Of<K, 'unreact'>): Outcome<K> {
  const target = write.on === 'post' ? state.post(write.targetId) : state.comment(write.targetId)
  if (target === undefined || target.worldId !== write.worldId) return refused(`${write.on}-missing`, `There is no such ${write.on}.`)
  if (target.deletedMs !== null) return refused(`${write.on}-gone`, `That ${write.on} is gone.`)
  const named: Reaction = write.reaction === 'like' ? 1 : -1
  if (state.reaction(actor.id, write.on, target.id) !== named) return refused(`not-${write.reaction}d`, `You did not ${write.reaction} this.`)
  state.setReaction(write.worldId, actor.id, write.on, target.id, undefined, write.atMs)
  countReaction(state, write.on, target, named, -1)
  return DONE
}

function countReaction<K>(state: FeedState<K>, on: 'post' | 'comment', target: PostRow<K> | CommentRow<K>, reaction: Reaction, by: number): void {
  const counter = reaction === 1 ? 'likes' : 'dislikes'
  if (on === 'post') state.countPost(target.id, counter, by)
  else state.countComment(target.id, counter, by)
  if (reaction === 1) state.countProfile(target.authorId, 'likesReceived', by)
}

function relate<K>(state: FeedState<K>, actor: MemberRow<K>, write: Of<K, 'follow' | 'unfollow' | 'mute' | 'unmute'>): Outcome<K> {
  const other = state.profile(write.profileId)
  if (other === undefined || other.worldId !== write.worldId) return refused('profile-missing', 'There is no such member.')
  if (other.id === actor.id) return refused('self', `One does not ${write.kind} oneself.`)
  const { worldId, atMs } = write
  switch (write.kind) {
    case 'follow':
      if (other.suspendedMs !== null) return refused('suspended', 'That member is suspended.')
      if (state.follows(actor.id, other.id)) return refused('already-followed', `You follow @${other.username} already.`)
      return setFollow(state, worldId, actor.id, other.id, true, atMs)
    case 'unfollow':
      if (!state.follows(actor.id, other.id)) return refused('not-followed', `You do not follow @${other.username}.`)
      return setFollow(state, worldId, actor.id, other.id, false, atMs)
    case 'mute':
      if (state.mutes(actor.id, other.id)) return refused('already-muted', `You have muted @${other.username} already.`)
      state.setMutes(worldId, actor.id, other.id, true, atMs)
      return DONE
    case 'unmute':
      if (!state.mutes(actor.id, other.id)) return refused('not-muted', `You have not muted @${other.username}.`)
      state.setMutes(worldId, actor.id, other.id, false, atMs)
      return DONE
  }
}

function setFollow<K>(state: FeedState<K>, worldId: K, actorId: K, otherId: K, on: boolean, atMs: number): Outcome<K> {
  state.setFollows(worldId, actorId, otherId, on, atMs)
  state.countProfile(actorId, 'following', on ? 1 : -1)
  state.countProfile(otherId, 'followers', on ? 1 : -1)
  return DONE
}

function report<K>(state: FeedState<K>, actor: MemberRow<K>, write: Of<K, 'report'>): Outcome<K> {
  const target = namedTarget(state, write)
  if ('code' in target) return target
  if (target.authorId === actor.id) return refused('own-words', 'One does not report oneself.')
  if (state.hasReported(actor.id, write.on, target.id)) return refused('already-reported', 'You have reported this already.')
  const reason = cleanText(write.reason)
  const fault = checkLength('report', reason, REPORT_LONGEST)
  if (fault !== null) return fault
  state.addReport({ id: write.id, worldId: write.worldId, reporterId: actor.id, on: write.on, targetId: target.id, reason, createdMs: write.atMs })
  return DONE
}
