/**
 * How much counters have moved, gathered over a unit of work and written at its end. Everybody likes and answers the same
 * newest posts, so their rows are what batches wait for each other at: held from the first like to the commit, as long as a
 * batch took to write its journal, they kept two lanes at 1.5 of two processors. Held for these few statements
 * and the commit, they are free most of the time. What is written is differences, so that nobody else's count is lost;
 * one writer at a time in a world, since statements lock their rows in no order, and two would wait in a circle.
 */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { ints, texts, uuids } from '../../store/columns.ts'
import type { Within } from '../../store/database.ts'
import type { GroupCounter } from '../groups/group-row.ts'
import type { CommentCounter, PostCounter, ProfileCounter } from '../rows.ts'

type Moved<Counter extends string> = Map<Id, Partial<Record<Counter, number>>>

export class Counts {
  readonly worlds = new Set<Id>()
  readonly posts: Moved<PostCounter> = new Map()
  readonly comments: Moved<CommentCounter> = new Map()
  readonly profiles: Moved<ProfileCounter> = new Map()
  readonly groups: Moved<GroupCounter> = new Map()

  post(id: Id, counter: PostCounter, by: number): void {
    move(this.posts, id, counter, by)
  }

  comment(id: Id, counter: CommentCounter, by: number): void {
    move(this.comments, id, counter, by)
  }

  profile(id: Id, counter: ProfileCounter, by: number): void {
    move(this.profiles, id, counter, by)
  }

  group(id: Id, counter: GroupCounter, by: number): void {
    move(this.groups, id, counter, by)
  }

  /** Takes over what another has gathered. */
  join(other: Counts): void {
    for (const world of other.worlds) this.worlds.add(world)
    joinMoved(this.posts, other.posts)
    joinMoved(this.comments, other.comments)
    joinMoved(this.profiles, other.profiles)
    joinMoved(this.groups, other.groups)
  }

  async write(tx: Within): Promise<void> {
    await lockWorlds(tx, this.worlds)
    await movePosts(tx, [...this.posts])
    await moveComments(tx, [...this.comments])
    await moveProfiles(tx, [...this.profiles])
    await moveGroups(tx, [...this.groups])
  }
}

/** In order, so that those who write in several worlds wait in line. A lock that is held already is had at once. */
export async function lockWorlds(tx: Within, worlds: ReadonlySet<Id>): Promise<void> {
  if (worlds.size === 0) return
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('feed ' || world, 0)) FROM unnest(${texts([...worlds].sort(), (id) => id)}) AS world`.execute(tx)
}

function move<Counter extends string>(moved: Moved<Counter>, id: Id, counter: Counter, by: number): void {
  const row = moved.get(id) ?? ({} as Partial<Record<Counter, number>>)
  row[counter] = (row[counter] ?? 0) + by
  moved.set(id, row)
}

function joinMoved<Counter extends string>(to: Moved<Counter>, from: Moved<Counter>): void {
  for (const [id, row] of from) for (const [counter, by] of Object.entries(row)) move(to, id, counter as Counter, by as number)
}

async function movePosts(tx: Within, rows: readonly [Id, Partial<Record<PostCounter, number>>][]): Promise<void> {
  if (rows.length === 0) return
  await sql`UPDATE posts p SET like_count = p.like_count + q.a, dislike_count = p.dislike_count + q.b, comment_count = p.comment_count + q.c,
      repost_count = p.repost_count + q.d, quote_count = p.quote_count + q.e
    FROM unnest(${uuids(rows, ([id]) => id)}, ${ints(rows, ([, by]) => by.likes ?? 0)}, ${ints(rows, ([, by]) => by.dislikes ?? 0)},
      ${ints(rows, ([, by]) => by.comments ?? 0)}, ${ints(rows, ([, by]) => by.reposts ?? 0)}, ${ints(rows, ([, by]) => by.quotes ?? 0)}) AS q(id, a, b, c, d, e)
    WHERE p.id = q.id`.execute(tx)
}

async function moveComments(tx: Within, rows: readonly [Id, Partial<Record<CommentCounter, number>>][]): Promise<void> {
  if (rows.length === 0) return
  await sql`UPDATE comments c SET like_count = c.like_count + q.a, dislike_count = c.dislike_count + q.b, reply_count = c.reply_count + q.c
    FROM unnest(${uuids(rows, ([id]) => id)}, ${ints(rows, ([, by]) => by.likes ?? 0)}, ${ints(rows, ([, by]) => by.dislikes ?? 0)},
      ${ints(rows, ([, by]) => by.replies ?? 0)}) AS q(id, a, b, c)
    WHERE c.id = q.id`.execute(tx)
}

async function moveProfiles(tx: Within, rows: readonly [Id, Partial<Record<ProfileCounter, number>>][]): Promise<void> {
  if (rows.length === 0) return
  await sql`UPDATE profiles m SET post_count = m.post_count + q.a, comment_count = m.comment_count + q.b, follower_count = m.follower_count + q.c,
      following_count = m.following_count + q.d, likes_received = m.likes_received + q.e
    FROM unnest(${uuids(rows, ([id]) => id)}, ${ints(rows, ([, by]) => by.posts ?? 0)}, ${ints(rows, ([, by]) => by.comments ?? 0)},
      ${ints(rows, ([, by]) => by.followers ?? 0)}, ${ints(rows, ([, by]) => by.following ?? 0)}, ${ints(rows, ([, by]) => by.likesReceived ?? 0)}) AS q(id, a, b, c, d, e)
    WHERE m.id = q.id`.execute(tx)
}

async function moveGroups(tx: Within, rows: readonly [Id, Partial<Record<GroupCounter, number>>][]): Promise<void> {
  if (rows.length === 0) return
  await sql`UPDATE groups g SET member_count = g.member_count + q.a, post_count = g.post_count + q.b
    FROM unnest(${uuids(rows, ([id]) => id)}, ${ints(rows, ([, by]) => by.members ?? 0)}, ${ints(rows, ([, by]) => by.posts ?? 0)}) AS q(id, a, b)
    WHERE g.id = q.id`.execute(tx)
}
