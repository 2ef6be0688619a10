/**
 * A seeded world of any size for tests and for timing: members in planted groups who mostly follow their own, prefer the
 * already followed, write in their group's words, pass on and answer. No model of people; its shape only makes work.
 */
import { seeded } from '../../../base/random.ts'
import { NOBODY, type WorldRecord } from '../world-record.ts'

export interface Grown {
  readonly members: number
  readonly groups: number
  readonly postsEach: number
  readonly followsEach: number
  readonly seed: number
}

const HOUR_MS = 3_600_000
const WORDS = 400
const SHARED = 300

export function grownWorld({ members, groups, postsEach, followsEach, seed }: Grown): WorldRecord {
  const random = seeded(seed)
  const day = 24 * HOUR_MS
  const group = (member: number): number => member % groups

  const followCount = members * followsEach
  const from = new Int32Array(followCount)
  const to = new Int32Array(followCount)
  for (let i = 0; i < followCount; i++) {
    const own = Math.floor(i / followsEach)
    // Copying an earlier follow's target prefers the followed.
    let target = i > 0 && random.chance(0.5) ? to[random.below(i)] as number : random.below(members)
    if (random.chance(0.9)) target = Math.min(members - 1, target - group(target) + group(own))
    from[i] = own
    to[i] = group(target) === group(own) && target === own ? (own + groups) % members : target
  }

  const postCount = members * postsEach
  const posts = {
    count: postCount,
    author: new Int32Array(postCount),
    createdMs: new Float64Array(postCount),
    kind: new Uint8Array(postCount),
    referenced: new Int32Array(postCount).fill(NOBODY),
    likes: new Int32Array(postCount),
    dislikes: new Int32Array(postCount),
    gone: new Uint8Array(postCount),
    text: (post: number): string => written(post, group(posts.author[post] as number), post / postCount),
  }
  for (let i = 0; i < postCount; i++) {
    posts.author[i] = random.below(members)
    posts.createdMs[i] = Math.floor(i / postCount * day)
    posts.likes[i] = Math.floor(1 / (random.next() + 0.02))
    if (i > 0 && random.chance(0.2)) {
      posts.kind[i] = random.chance(0.5) ? 1 : 2
      posts.referenced[i] = Math.floor(i * (1 - random.next() ** 4))
      if (posts.referenced[i] === i) posts.referenced[i] = i - 1
    }
  }
  const commentCount = Math.floor(postCount / 2)
  const comments = {
    count: commentCount,
    post: new Int32Array(commentCount),
    parent: new Int32Array(commentCount).fill(NOBODY),
    author: new Int32Array(commentCount),
    createdMs: new Float64Array(commentCount),
    likes: new Int32Array(commentCount),
    dislikes: new Int32Array(commentCount),
    gone: new Uint8Array(commentCount),
    text: (comment: number): string => written(comment * 7 + 3, group(comments.author[comment] as number), comment / commentCount),
  }
  for (let i = 0; i < commentCount; i++) {
    comments.post[i] = random.below(postCount)
    comments.author[i] = random.below(members)
    comments.createdMs[i] = Math.floor(i / commentCount * day)
    if (i > 0 && random.chance(0.3)) {
      comments.parent[i] = i - 1
      comments.post[i] = comments.post[i - 1] as number
    }
  }
  const reactionCount = postCount
  return {
    fromMs: 0,
    toMs: day,
    members: { count: members, username: (member) => `agent_${member}`, archetype: (member) => `kind ${group(member)}`, rhythm: (member) => member % 2, rhythms: [() => 1, (atMs) => (atMs % day >= 18 * HOUR_MS ? 2 : 0.5)] },
    posts,
    comments,
    follows: { count: followCount, from, to, atMs: null },
    reactions: {
      count: reactionCount,
      member: Int32Array.from({ length: reactionCount }, () => random.below(members)),
      on: new Uint8Array(reactionCount),
      target: Int32Array.from({ length: reactionCount }, () => random.below(postCount)),
      value: new Int8Array(reactionCount).fill(1),
      atMs: Float64Array.from({ length: reactionCount }, () => random.below(day)),
    },
  }
}

const FEELINGS = ['good', 'bad', 'happy', 'awful', 'great', 'sad']

/** Twenty words by number alone, a few of them the group's own, which drift through the day. */
function written(row: number, group: number, through: number): string {
  let state = Math.imul(row + 1, 0x9e3779b1)
  const words: string[] = []
  for (let i = 0; i < 20; i++) {
    state = Math.imul(state ^ (state >>> 15), 0x85ebca6b)
    const drawn = (state >>> 8) % WORDS
    words.push(drawn < SHARED ? `word${drawn}` : `own${group}x${drawn + Math.floor(through * 50)}`)
  }
  words.push(FEELINGS[(state >>> 4) % FEELINGS.length] as string)
  return words.join(' ')
}
