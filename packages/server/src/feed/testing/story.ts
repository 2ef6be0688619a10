/** A seeded random story: writes of every kind by a handful of members on few targets, so that refusals, undos and repeats abound. */
import type { Picture } from '@troupe/contract'
import type { Random } from '../../base/random.ts'
import type { FeedWrite } from '../feed-write.ts'
import type { ModerationWrite } from '../moderation-rules.ts'
import type { ProfileRow } from '../rows.ts'
import { member, testId, WORLD } from './small-world.ts'

/** Few, in both cases, so that names clash. */
const NAMES = ['Geese', 'GEESE', 'Queues', 'queues ', 'The  bakery', 'the bakery', 'Tip', '']

const REACTIONS_KEPT = 40
const LATELY = 12

const WORDS = ['goose', 'roundabout', '#bread', '@member1', '@member2', 'queue', 'late', '#Goose', 'no', 'petition', '']

/** Each with interests of its own, of which the story speaks. */
export function castOf(members: number): ProfileRow[] {
  const topics = ['geese', 'roundabouts', 'bread', 'queues', 'petitions']
  return Array.from({ length: members }, (_, n) => ({ ...member(n + 1, `member${n + 1}`), interests: topics.filter((_topic, place) => (n >> place) % 2 === 1) }))
}

export function tellStory(random: Random, members: number, steps: number): FeedWrite[] {
  const story: FeedWrite[] = []
  let posts = 0
  let comments = 0
  let groups = 0
  /** The latest reactions: drawn blindly, one to take back is hardly ever found. */
  const reacted: (FeedWrite & { readonly kind: 'react' })[] = []
  /** What whom has tried to say: drawn blindly, one's own is hardly ever found. */
  const lately: Record<'post' | 'comment', { readonly actorId: string; readonly id: string }[]> = { post: [], comment: [] }
  const someone = (): string => testId(1, random.below(members + 1))
  const somePost = (): string => testId(2, Math.max(0, posts - random.below(12)))
  const someComment = (): string => testId(3, Math.max(0, comments - random.below(12)))
  const someGroup = (): string => testId(5, Math.max(0, groups - random.below(9)))
  const text = (): string => Array.from({ length: random.below(5) }, () => random.pick(WORDS)).join(' ')
  const said = (what: 'post' | 'comment'): { readonly actorId: string; readonly id: string } => {
    const list = lately[what].slice(-LATELY)
    return list.length === 0 ? { actorId: someone(), id: testId(2, 0) } : random.pick(list)
  }
  for (let step = 0; step < steps; step++) {
    const base = { worldId: WORLD, actorId: someone(), atMs: 1_000_000 + step * 700 }
    const label = { generator: random.chance(0.5) ? 'rehearsal' : null, turnId: null }
    const reaction = random.chance(0.6) ? 'like' : 'dislike'
    const on = random.chance(0.6) ? 'post' : 'comment'
    const targetId = on === 'post' ? somePost() : someComment()
    const kinds: (() => FeedWrite)[] = [
      () => ({ ...base, ...label, kind: 'create-post', id: testId(2, ++posts), title: random.chance(0.1) ? text() : null, text: text(), picture: random.chance(0.3) ? aPicture(posts) : null }),
      () => ({ ...base, ...label, kind: 'quote', id: testId(2, ++posts), postId: somePost(), text: text() }),
      () => ({ ...base, ...label, kind: 'repost', id: testId(2, ++posts), postId: somePost() }),
      () => ({ ...base, ...label, kind: 'comment', id: testId(3, ++comments), postId: somePost(), replyTo: random.chance(0.5) ? someComment() : null, text: text() }),
      () => ({ ...base, kind: 'react', on, targetId, reaction }),
      () => ({ ...base, kind: 'react', on, targetId, reaction }),
      () => {
        const undone = random.chance(0.5) && reacted.length > 0 ? random.pick(reacted) : { actorId: base.actorId, on, targetId, reaction } as const
        return { ...base, kind: 'unreact', actorId: undone.actorId, on: undone.on, targetId: undone.targetId, reaction: undone.reaction }
      },
      () => ({ ...base, kind: random.pick(['follow', 'unfollow', 'mute', 'unmute'] as const), profileId: someone() }),
      () => ({ ...base, kind: 'report', id: testId(4, step), on, targetId, reason: text() }),
      () => ({ ...base, kind: 'update-bio', bio: text() }),
      () => ({ ...base, kind: 'edit-post', postId: somePost(), title: random.chance(0.1) ? text() : null, text: text() }),
      () => {
        const { actorId, id } = said('post')
        return random.chance(0.6) ? { ...base, actorId, kind: 'edit-post', postId: id, title: random.chance(0.1) ? text() : null, text: text() } : { ...base, actorId, kind: 'delete-post', postId: id }
      },
      () => {
        const { actorId, id } = said('comment')
        return random.chance(0.6) ? { ...base, actorId, kind: 'edit-comment', commentId: id, text: text() } : { ...base, actorId, kind: 'delete-comment', commentId: id }
      },
      () => ({ ...base, kind: 'rename', displayName: text() }),
      () => ({ ...base, kind: random.pick(['join-group', 'join-group', 'leave-group'] as const), groupId: someGroup() }),
      () => random.chance(0.1)
        ? { ...base, ...label, kind: 'create-group', id: testId(5, ++groups), name: random.chance(0.3) ? `${random.pick(NAMES)}${groups}` : random.pick(NAMES), description: text() }
        : { ...base, ...label, kind: 'post-to-group', id: testId(2, ++posts), groupId: someGroup(), title: random.chance(0.1) ? text() : null, text: text() },
    ]
    const write = random.pick(kinds)()
    if ('id' in write && 'text' in write) lately[write.kind === 'comment' ? 'comment' : 'post'].push({ actorId: write.actorId, id: write.id })
    if (write.kind === 'repost') lately.post.push({ actorId: write.actorId, id: write.id })
    if (write.kind === 'react' && reacted.push(write) > REACTIONS_KEPT) reacted.shift()
    story.push(write)
  }
  return story
}

function aPicture(n: number): Picture {
  return { id: testId(6, n), width: 640, height: 480 + n, alt: `A “cup” on paper, ${n}.`, subject: 'a cup', details: ['the long shadow', `${n} colours`], colour: '#c0ffee', generator: n % 2 === 0 ? 'packshot' : null, placeholder: n % 7 === 0, variants: [{ width: 320, height: 240, format: 'webp' }] }
}

/** Now and then a moderator steps in: some of what was said lately goes, some comes back, somebody is suspended for a while. */
export function tellModeration(random: Random, members: number, posts: number, comments: number, atMs: number): ModerationWrite[] {
  if (!random.chance(0.2)) return []
  const base = { worldId: WORLD, atMs }
  const on = random.chance(0.5) ? 'post' : 'comment'
  const targetId = on === 'post' ? testId(2, 1 + random.below(posts + 1)) : testId(3, 1 + random.below(comments + 1))
  const profileId = testId(1, random.below(members + 1))
  return Array.from({ length: 1 + random.below(3) }, (): ModerationWrite => random.pick<() => ModerationWrite>([
    () => ({ ...base, kind: 'hide', on, targetId }),
    () => ({ ...base, kind: 'unhide', on, targetId }),
    () => ({ ...base, kind: 'delete', on, targetId, erases: random.chance(0.5) }),
    () => ({ ...base, kind: 'suspend', profileId }),
    // Back sooner than out: a world of the suspended has nothing to recommend.
    ...Array.from({ length: 3 }, () => () => ({ ...base, kind: 'unsuspend', profileId: testId(1, 1 + random.below(members)) }) as const),
  ])())
}
