/** An agent's intent as a write of the feed. The action's schema has been checked; ids that are none are refused by the rules. */
import type { Picture } from '@troupe/contract'
import type { Intent } from '../agent/action.ts'
import { assert } from '../base/errors.ts'
import { isId, type Id, type Ids } from '../base/ids.ts'
import type { FeedWrite } from './feed-write.ts'

/** What an act is about to name, in the terms of the state it changes. */
export interface Keys<K> {
  /** What is named by no row is refused by the rules as missing. */
  post(id: string | null): K
  comment(id: string | null): K
  profile(id: string | null): K
  group(id: string | null): K
  newPost(): K
  newComment(): K
  newReport(): K
  newGroup(): K
}

export interface By<K> {
  readonly worldId: K
  readonly actorId: K
  readonly atMs: number
  readonly generator: string | null
  readonly turnId: K | null
  /** Shown by the post that is made. */
  readonly picture?: Picture | null
}

export function writeOf<K>({ action, target, input }: Intent, { worldId, actorId, atMs, generator, turnId, picture = null }: By<K>, keys: Keys<K>): FeedWrite<K> {
  const text = String(input['text'] ?? '')
  switch (action) {
    case 'create_post': {
      const title = input['title']
      return { worldId, actorId, atMs, generator, turnId, kind: 'create-post', id: keys.newPost(), title: typeof title === 'string' ? title : null, text, picture }
    }
    case 'post_to_group': {
      const title = input['title']
      return { worldId, actorId, atMs, generator, turnId, kind: 'post-to-group', id: keys.newPost(), groupId: keys.group(target), title: typeof title === 'string' ? title : null, text }
    }
    case 'create_group':
      return { worldId, actorId, atMs, generator, turnId, kind: 'create-group', id: keys.newGroup(), name: String(input['name'] ?? ''), description: String(input['description'] ?? '') }
    case 'join_group':
      return { worldId, actorId, atMs, kind: 'join-group', groupId: keys.group(target) }
    case 'leave_group':
      return { worldId, actorId, atMs, kind: 'leave-group', groupId: keys.group(target) }
    case 'quote_post':
      return { worldId, actorId, atMs, generator, turnId, kind: 'quote', id: keys.newPost(), postId: keys.post(target), text }
    case 'repost':
      return { worldId, actorId, atMs, generator, turnId, kind: 'repost', id: keys.newPost(), postId: keys.post(target) }
    case 'comment': {
      const replyTo = input['replyTo']
      return {
        worldId, actorId, atMs, generator, turnId, kind: 'comment', id: keys.newComment(), postId: keys.post(target),
        replyTo: typeof replyTo === 'string' ? keys.comment(replyTo) : null, text,
      }
    }
    case 'report': {
      const { commentId } = input
      const said = typeof commentId === 'string' ? { on: 'comment', targetId: keys.comment(commentId) } as const : { on: 'post', targetId: keys.post(target) } as const
      return { worldId, actorId, atMs, kind: 'report', id: keys.newReport(), ...said, reason: String(input['reason'] ?? '') }
    }
    case 'update_bio':
      return { worldId, actorId, atMs, kind: 'update-bio', bio: text }
    case 'follow':
    case 'unfollow':
    case 'mute':
    case 'unmute':
      return { worldId, actorId, atMs, kind: action, profileId: keys.profile(target) }
    default: {
      const { kind, on, reaction } = REACTIONS[action] ?? noWrite(action)
      return { worldId, actorId, atMs, kind, on, reaction, targetId: on === 'post' ? keys.post(target) : keys.comment(target) }
    }
  }
}

function noWrite(action: string): never {
  assert.fail(`expected a write for ${action}`)
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

/** No post, comment, profile or group has this id; what names it is refused as missing. */
const NO_ID: Id = '00000000-0000-0000-0000-000000000000'

function idOf(id: string | null): Id {
  return id !== null && isId(id) ? id : NO_ID
}

export function idKeys(ids: Ids): Keys<Id> {
  const next = (): Id => ids.next()
  return { post: idOf, comment: idOf, profile: idOf, group: idOf, newPost: next, newComment: next, newReport: next, newGroup: next }
}
