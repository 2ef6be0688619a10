/** An agent's intent as a write of the feed. The action's schema has been checked; ids that are none are refused by the rules. */
import { must } from '../base/errors.ts'
import { isId, type Id, type Ids } from '../base/ids.ts'
import type { Performance } from '../platform/platform.ts'
import type { FeedWrite } from './feed-write.ts'

/** No post, comment or profile has this id; what names it is refused as missing. */
const NO_ID: Id = '00000000-0000-0000-0000-000000000000'

export function writeOf({ viewer, intent, nowMs, generator, turnId }: Performance, ids: Ids): FeedWrite {
  const base = { worldId: viewer.worldId, actorId: viewer.profileId, atMs: nowMs }
  const made = { generator, turnId }
  const target = idOf(intent.target)
  const text = String(intent.input['text'] ?? '')
  switch (intent.action) {
    case 'create_post': {
      const title = intent.input['title']
      return { ...base, ...made, kind: 'create-post', id: ids.next(), title: typeof title === 'string' ? title : null, text }
    }
    case 'quote_post':
      return { ...base, ...made, kind: 'quote', id: ids.next(), postId: target, text }
    case 'repost':
      return { ...base, ...made, kind: 'repost', id: ids.next(), postId: target }
    case 'comment': {
      const replyTo = intent.input['replyTo']
      return { ...base, ...made, kind: 'comment', id: ids.next(), postId: target, replyTo: typeof replyTo === 'string' ? idOf(replyTo) : null, text }
    }
    case 'report':
      return { ...base, kind: 'report', id: ids.next(), postId: target, reason: String(intent.input['reason'] ?? '') }
    case 'update_bio':
      return { ...base, kind: 'update-bio', bio: text }
    case 'follow':
    case 'unfollow':
    case 'mute':
    case 'unmute':
      return { ...base, kind: intent.action, profileId: target }
    default: {
      const { kind, on, reaction } = must(REACTIONS[intent.action], `a write for ${intent.action}`)
      return { ...base, kind, on, reaction, targetId: target }
    }
  }
}

const REACTIONS: Readonly<Record<string, { kind: 'react' | 'unreact'; on: 'post' | 'comment'; reaction: 'like' | 'dislike' }>> = {
  like_post: { kind: 'react', on: 'post', reaction: 'like' },
  unlike_post: { kind: 'unreact', on: 'post', reaction: 'like' },
  dislike_post: { kind: 'react', on: 'post', reaction: 'dislike' },
  undo_dislike_post: { kind: 'unreact', on: 'post', reaction: 'dislike' },
  like_comment: { kind: 'react', on: 'comment', reaction: 'like' },
  unlike_comment: { kind: 'unreact', on: 'comment', reaction: 'like' },
  dislike_comment: { kind: 'react', on: 'comment', reaction: 'dislike' },
  undo_dislike_comment: { kind: 'unreact', on: 'comment', reaction: 'dislike' },
}

function idOf(id: string | null): Id {
  return id !== null && isId(id) ? id : NO_ID
}
