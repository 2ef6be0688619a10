/** Groups as an agent meets them. */
import type { Id } from '../../base/ids.ts'
import { STRANGER, type SeenItem } from '../../agent/seen-item.ts'

export interface SeenGroupFacts {
  readonly id: Id
  readonly name: string
  readonly description: string
  readonly members: number
  readonly posts: number
  readonly createdMs: number
  readonly isMember: boolean
  readonly creatorId: Id
  readonly creatorName: string
  readonly creatorUsername: string
}

/** Its maker stands as its author. */
export function groupItem({ id, name, description, members, posts, createdMs, isMember, creatorId, creatorName, creatorUsername }: SeenGroupFacts): SeenItem {
  const counted = `${members} member${members === 1 ? '' : 's'}, ${posts} post${posts === 1 ? '' : 's'}`
  return {
    kind: 'group',
    id,
    authorId: creatorId,
    authorName: creatorName,
    authorUsername: creatorUsername,
    picture: null,
    text: `${description === '' ? name : `${name}: ${description}`} (${counted}${isMember ? '; you are in it' : ''})`,
    atMs: createdMs,
    postId: null,
    parentId: null,
    group: { id, name, isMember },
    likes: 0,
    dislikes: 0,
    comments: [],
    why: null,
    yours: STRANGER,
  }
}
