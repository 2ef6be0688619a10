/** What was said and done in a simulated world, as it stands at its end, into PostgreSQL: every counter is final when its row is written. */
import { sql } from 'kysely'
import { must } from '../../base/errors.ts'
import type { GroupRow } from '../../feed/groups/group-row.ts'
import { insertGroups } from '../../feed/postgres/group-batch.ts'
import { insertComments, insertNotices, insertPosts, insertReports } from '../../feed/postgres/flush.ts'
import type { CommentRow, NoticeRow, PostRow } from '../../feed/rows.ts'
import { NOBODY, NOTICE_KINDS } from '../../feed/columns/world-columns.ts'
import type { Id, Ids } from '../../base/ids.ts'
import { bigints, smallints, uuids } from '../../store/columns.ts'
import type { DatedPair, DatedPairs } from './dated-pairs.ts'
import type { Lane } from './lane.ts'
import { slices, type Place } from './load-people.ts'
import type { WorldReplay } from './world-replay.ts'

const ROWS_A_BATCH = 4_000

export async function loadFeed(lane: Lane, world: WorldReplay, ids: Ids, { worldId }: Place, onBatch: () => void): Promise<void> {
  const { state } = world
  for (const [from, to] of slices(state.groups.length, ROWS_A_BATCH)) {
    const rows = Array.from({ length: to - from }, (_, n) => groupOf(world, from + n, worldId))
    await lane.run((tx) => insertGroups(tx, rows))
    onBatch()
  }
  for (const pairs of batches(state.datedMembers)) {
    await lane.send(sql`INSERT INTO group_members (group_id, profile_id, world_id, created_at)
      SELECT a, b, ${worldId}::uuid, at FROM unnest(${uuids(pairs, (p) => world.groups.of(p.from))}, ${uuids(pairs, (p) => world.members.of(p.to))}, ${bigints(pairs, (p) => p.atMs)}) AS q(a, b, at)`)
    onBatch()
  }
  for (const [from, to] of slices(state.posts.author.length, ROWS_A_BATCH)) {
    const rows = Array.from({ length: to - from }, (_, n) => postOf(world, from + n, worldId))
    await lane.run((tx) => insertPosts(tx, rows))
    onBatch()
  }
  for (const [from, to] of slices(state.comments.author.length, ROWS_A_BATCH)) {
    const rows = Array.from({ length: to - from }, (_, n) => commentOf(world, from + n, worldId))
    await lane.run((tx) => insertComments(tx, rows))
    onBatch()
  }
  for (const on of ['post', 'comment'] as const) {
    const targets = on === 'post' ? world.posts : world.comments
    for (const pairs of batches(state.datedReactions[on])) {
      await lane.send(sql`INSERT INTO reactions (profile_id, target_id, target_kind, world_id, value, created_at)
        SELECT profile_id, target_id, ${on}, ${worldId}::uuid, value, at
        FROM unnest(${uuids(pairs, (p) => world.members.of(p.from))}, ${uuids(pairs, (p) => targets.of(p.to))}, ${smallints(pairs, (p) => p.value)}, ${bigints(pairs, (p) => p.atMs)})
          AS q(profile_id, target_id, value, at)`)
      onBatch()
    }
  }
  await loadRelations(lane, world, 'follows', ['follower_id', 'followee_id'], state.datedFollows, worldId, onBatch)
  await loadRelations(lane, world, 'mutes', ['muter_id', 'muted_id'], state.datedMutes, worldId, onBatch)
  await loadNotices(lane, world, onBatch)
  for (const [from, to] of slices(state.reports.length, ROWS_A_BATCH)) {
    const rows = state.reports.slice(from, to).map((report) => ({
      id: ids.next(), worldId, reporterId: world.members.of(report.reporterId), on: report.on, targetId: (report.on === 'post' ? world.posts : world.comments).of(report.targetId), reason: report.reason, createdMs: report.createdMs,
    }))
    await lane.run((tx) => insertReports(tx, rows))
  }
}

function postOf(world: WorldReplay, row: number, worldId: Id): PostRow {
  const { authorId, kind, title, text, referencedId, hashtags, mentions, picture, likes, dislikes, comments, reposts, quotes, generator, turnId, groupId, createdMs } = must(world.state.post(row), 'a post')
  return {
    id: world.posts.of(row), worldId, authorId: world.members.of(authorId), kind, title, text, referencedId: referencedId === null ? null : world.posts.of(referencedId),
    hashtags, mentions, picture, likes, dislikes, comments, reposts, quotes, generator, turnId: turnId === null ? null : world.turns.of(turnId), createdMs,
    groupId: groupId === null ? null : world.groups.of(groupId), editedMs: null, hiddenMs: null, deletedMs: null,
  }
}

function groupOf(world: WorldReplay, row: number, worldId: Id): GroupRow {
  const { creatorId, turnId, ...group } = must(world.state.groups.row(row, 0), 'a group')
  return { ...group, id: world.groups.of(row), worldId, creatorId: world.members.of(creatorId), turnId: turnId === null ? null : world.turns.of(turnId) }
}

function commentOf(world: WorldReplay, row: number, worldId: Id): CommentRow {
  const { postId, parentId, authorId, text, likes, dislikes, replies, generator, turnId, createdMs } = must(world.state.comment(row), 'a comment')
  return {
    id: world.comments.of(row), worldId, postId: world.posts.of(postId), parentId: parentId === null ? null : world.comments.of(parentId), authorId: world.members.of(authorId),
    text, likes, dislikes, replies, generator, turnId: turnId === null ? null : world.turns.of(turnId), createdMs, editedMs: null, hiddenMs: null, deletedMs: null,
  }
}

async function loadRelations(
  lane: Lane, world: WorldReplay, table: 'follows' | 'mutes', [from, to]: readonly [string, string], pairs: DatedPairs, worldId: Id, onBatch: () => void,
): Promise<void> {
  for (const some of batches(pairs)) {
    await lane.send(sql`INSERT INTO ${sql.table(table)} (${sql.ref(from)}, ${sql.ref(to)}, world_id, created_at)
      SELECT a, b, ${worldId}::uuid, at FROM unnest(${uuids(some, (p) => world.members.of(p.from))}, ${uuids(some, (p) => world.members.of(p.to))}, ${bigints(some, (p) => p.atMs)}) AS q(a, b, at)`)
    onBatch()
  }
}

function* batches(pairs: DatedPairs): Generator<DatedPair[]> {
  let some: DatedPair[] = []
  for (const pair of pairs.standing()) {
    some.push(pair)
    if (some.length < ROWS_A_BATCH) continue
    yield some
    some = []
  }
  if (some.length > 0) yield some
}

/** A column of notices knows its member only through the member's newest one. */
async function loadNotices(lane: Lane, world: WorldReplay, onBatch: () => void): Promise<void> {
  const { notices, profiles } = world.state
  let rows: NoticeRow[] = []
  const send = async (): Promise<void> => {
    const some = rows
    rows = []
    await lane.run((tx) => insertNotices(tx, some))
    onBatch()
  }
  for (let member = 0; member < profiles.posts.length; member++) {
    const profileId = world.members.of(member)
    for (let row = profiles.lastNotice.data[member] as number; row !== NOBODY; row = notices.before.data[row] as number) {
      const comment = notices.comment.data[row] as number
      rows.push({
        profileId, kind: must(NOTICE_KINDS[notices.kind.data[row] as number], 'a kind of notice'), postId: world.posts.of(notices.post.data[row] as number),
        commentId: comment === NOBODY ? null : world.comments.of(comment), actorId: world.members.of(notices.actor.data[row] as number), atMs: notices.atMs.data[row] as number,
      })
      if (rows.length >= ROWS_A_BATCH) await send()
    }
  }
  if (rows.length > 0) await send()
}
