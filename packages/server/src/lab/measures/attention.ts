/** Whom attention goes to: likes and followers a member, likes and comments a post. */
import type { Degrees } from './graph.ts'
import { inequalityOf, type Inequality } from './inequality.ts'
import type { WorldRecord } from './world-record.ts'

export interface Attention {
  readonly likes: Inequality
  readonly followers: Inequality
  readonly postLikes: Inequality
  readonly postComments: Inequality
}

export function attentionOf(record: WorldRecord, degrees: Degrees): Attention {
  const { members, posts, comments } = record
  const likes = new Float64Array(members.count)
  const answered = new Float64Array(posts.count)
  for (let i = 0; i < posts.count; i++) add(likes, posts.author[i] as number, posts.likes[i] as number)
  for (let i = 0; i < comments.count; i++) {
    add(likes, comments.author[i] as number, comments.likes[i] as number)
    add(answered, comments.post[i] as number, 1)
  }
  return {
    likes: inequalityOf(likes, 'likes received a member, on posts and comments'),
    followers: inequalityOf(degrees.followers, 'followers a member'),
    postLikes: inequalityOf(posts.likes.subarray(0, posts.count), 'likes a post'),
    postComments: inequalityOf(answered, 'comments a post'),
  }
}

function add(sums: Float64Array, at: number, by: number): void {
  sums[at] = (sums[at] as number) + by
}
