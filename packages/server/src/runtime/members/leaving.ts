/**
 * Leaving a world for good. First everything the member did is taken back under the feed's own rules, so that all counts
 * are true afterwards; then what would tell who they were is erased. Their empty places in threads stay, nameless, so that
 * what others answered keeps its place.
 */
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import type { Id } from '../../base/ids.ts'
import type { FeedStore } from '../../feed/feed-store.ts'
import type { FeedWrite } from '../../feed/feed-write.ts'
import { forgetImages } from '../../image/storage/image-files.ts'
import { lockWorlds } from '../../feed/postgres/counts.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { Database, Within } from '../../store/database.ts'
import type { MemberHere } from './member-here.ts'

export interface LeavingParts {
  readonly db: Database
  readonly clock: Clock
  readonly feed: FeedStore
  readonly audit: AuditLog
  readonly onSaid: (worldId: Id) => void
}

/** Writes at a time, so that one who said much does not need it all in memory at once. */
const WRITES_MOST = 500

type Deed = FeedWrite extends infer One ? One extends FeedWrite ? Omit<One, 'worldId' | 'atMs'> : never : never

export async function leave(parts: LeavingParts, member: MemberHere): Promise<void> {
  const { db, audit, onSaid } = parts
  await db.transaction().execute(async (within) => {
    if (member.profileId !== null) await takeBack(within, parts, member.worldId, member.profileId)
    // Their sessions go with them.
    await within.deleteFrom('members').where('id', '=', member.id).execute()
    await audit.record(within, {
      workspaceId: member.workspaceId, by: { kind: 'member', id: member.id, name: 'a member who left' }, action: 'member-left', subject: { kind: 'member', id: member.id },
    })
  })
  onSaid(member.worldId)
}

async function takeBack(within: Within, { feed, clock }: LeavingParts, worldId: Id, profileId: Id): Promise<void> {
  const atMs = clock.now()
  // First of all locks, as everybody takes them.
  await lockWorlds(within, new Set([worldId]))
  // The suspended may leave as well, and the rules let them do nothing.
  await within.updateTable('profiles').set({ suspended_at: null }).where('id', '=', profileId).execute()
  const deeds = await deedsOf(within, profileId)
  for (let at = 0; at < deeds.length; at += WRITES_MOST) {
    await feed.apply(deeds.slice(at, at + WRITES_MOST).map((deed) => ({ ...deed, worldId, atMs }) as FeedWrite), { sql: within })
  }
  for (const statement of [
    // What the rules would not undo stands where nobody sees it.
    sql`DELETE FROM reactions WHERE profile_id = ${profileId}`,
    sql`UPDATE profiles SET following_count = following_count - 1 WHERE id IN (SELECT follower_id FROM follows WHERE followee_id = ${profileId})`,
    sql`DELETE FROM follows WHERE follower_id = ${profileId} OR followee_id = ${profileId}`,
    sql`DELETE FROM mutes WHERE muter_id = ${profileId} OR muted_id = ${profileId}`,
    sql`DELETE FROM notices WHERE profile_id = ${profileId} OR actor_id = ${profileId}`,
    sql`UPDATE posts SET title = NULL, text = '', picture = NULL, hashtags = '{}', mentions = '{}', deleted_at = coalesce(deleted_at, ${atMs}) WHERE author_id = ${profileId}`,
    sql`UPDATE comments SET text = '', deleted_at = coalesce(deleted_at, ${atMs}) WHERE author_id = ${profileId}`,
    sql`UPDATE profiles SET username = ${`gone_${profileId.replaceAll('-', '')}`}, display_name = 'Somebody who left', bio = '', location = '', interests = '{}',
      suspended_at = ${atMs} WHERE id = ${profileId}`,
  ]) await statement.execute(within)
  // Those of posts that were deleted long ago are gone; this is what no post has shown.
  await forgetImages(within, (await within.selectFrom('images').select('id').where('profile_id', '=', profileId).execute()).map(({ id }) => id))
}

/** Everything that counts somewhere. */
async function deedsOf(within: Within, profileId: Id): Promise<Deed[]> {
  const said = async (table: 'posts' | 'comments'): Promise<Id[]> =>
    (await within.selectFrom(table).select('id').where('author_id', '=', profileId).where('deleted_at', 'is', null).execute()).map((row) => row.id)
  const reactions = await within.selectFrom('reactions').select(['target_id', 'target_kind', 'value']).where('profile_id', '=', profileId).execute()
  const following = await within.selectFrom('follows').select('followee_id').where('follower_id', '=', profileId).execute()
  const followers = await within.selectFrom('follows').select('follower_id').where('followee_id', '=', profileId).execute()
  const groups = await within.selectFrom('group_members').select('group_id').where('profile_id', '=', profileId).execute()
  return [
    ...reactions.map(({ target_id, target_kind, value }): Deed => ({ kind: 'unreact', actorId: profileId, on: target_kind, targetId: target_id, reaction: value === 1 ? 'like' : 'dislike' })),
    ...following.map(({ followee_id }): Deed => ({ kind: 'unfollow', actorId: profileId, profileId: followee_id })),
    ...followers.map(({ follower_id }): Deed => ({ kind: 'unfollow', actorId: follower_id, profileId })),
    ...groups.map(({ group_id }): Deed => ({ kind: 'leave-group', actorId: profileId, groupId: group_id })),
    ...(await said('comments')).map((commentId): Deed => ({ kind: 'delete-comment', actorId: profileId, commentId })),
    ...(await said('posts')).map((postId): Deed => ({ kind: 'delete-post', actorId: profileId, postId })),
  ]
}
