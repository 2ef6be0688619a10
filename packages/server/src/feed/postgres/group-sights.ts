/** Groups as members see them: found, named on posts, and read. */
import { sql } from 'kysely'
import { must } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import { uuids } from '../../store/columns.ts'
import type { Database, Within } from '../../store/database.ts'
import type { GroupQuery, GroupRow, GroupSight } from '../groups/group-row.ts'
import type { PostRow } from '../rows.ts'
import { GROUP_COLUMNS, POST_COLUMNS } from './columns.ts'

type Db = Database | Within

export async function findGroups(db: Db, { worldId, profileId, query, own, limit }: GroupQuery): Promise<GroupSight[]> {
  const like = `%${(query?.trim().toLowerCase() ?? '').replace(/[\\%_]/g, '\\$&')}%`
  const { rows } = await sql<GroupRow & { isMember: boolean }>`SELECT ${GROUP_COLUMNS}, m.group_id IS NOT NULL AS "isMember"
    FROM groups g ${own ? sql`` : sql`LEFT`} JOIN group_members m ON m.group_id = g.id AND m.profile_id = ${profileId}
    WHERE g.world_id = ${worldId} ${like === '%%' ? sql`` : sql`AND (lower(g.name) LIKE ${like} OR lower(g.description) LIKE ${like})`}
    ORDER BY g.member_count DESC, g.id LIMIT ${limit}`.execute(db)
  return rows.map(({ isMember, ...group }) => ({ group, isMember }))
}

export async function postsInGroup(db: Db, { worldId, profileId, groupId, limit }: { worldId: Id; profileId: Id; groupId: Id; limit: number }): Promise<PostRow[]> {
  const { rows } = await sql<PostRow>`SELECT ${POST_COLUMNS} FROM posts p JOIN profiles a ON a.id = p.author_id AND a.suspended_at IS NULL
    WHERE p.group_id = ${groupId} AND p.world_id = ${worldId} AND p.hidden_at IS NULL AND p.deleted_at IS NULL
      AND p.author_id NOT IN (SELECT muted_id FROM mutes WHERE muter_id = ${profileId})
    ORDER BY p.created_at DESC, p.id DESC LIMIT ${limit}`.execute(db)
  return rows
}

/** The groups that these posts stand in, as each of the viewers sees them. Asks nothing where none stands in any. */
export async function groupsOf(db: Db, posts: Iterable<PostRow>, viewers: readonly Id[]): Promise<(groupId: Id, viewerId: Id) => GroupSight> {
  const ids = [...new Set(Iterator.from(posts).map((post) => post.groupId).filter((id) => id !== null))]
  const groups = new Map<Id, GroupRow>()
  const members = new Set<string>()
  if (ids.length > 0) {
    const found = await sql<GroupRow>`SELECT ${GROUP_COLUMNS} FROM groups g WHERE g.id = ANY(${uuids(ids, (id) => id)})`.execute(db)
    for (const row of found.rows) groups.set(row.id, row)
    const { rows } = await sql<{ g: Id; p: Id }>`SELECT group_id AS g, profile_id AS p FROM group_members
      WHERE group_id = ANY(${uuids(ids, (id) => id)}) AND profile_id = ANY(${uuids([...new Set(viewers)], (id) => id)})`.execute(db)
    for (const { g, p } of rows) members.add(`${g} ${p}`)
  }
  return (groupId, viewerId) => ({ group: must(groups.get(groupId), 'the group of a post'), isMember: members.has(`${groupId} ${viewerId}`) })
}
