/**
 * The groups one batch of writes touches: part of `BatchState`, and empty for nearly every batch. Who may join, leave or
 * post depends on what members did themselves, as with follows; a name is everybody's, so whoever makes a group takes the
 * world's names for itself first (`lockNames`).
 */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { bigints, ints, texts, uuids } from '../../store/columns.ts'
import type { Within } from '../../store/database.ts'
import type { FeedWrite } from '../feed-write.ts'
import { groupKey } from '../groups/group-name.ts'
import type { GroupCounter, GroupRow } from '../groups/group-row.ts'
import { GROUP_COLUMNS } from './columns.ts'

export interface MembershipChange {
  readonly worldId: Id
  readonly groupId: Id
  readonly profileId: Id
  readonly on: boolean
  readonly atMs: number
}

/** Taken before the lock on a world's counters, never after: the order in which all take both. */
export async function lockNames(tx: Within, writes: readonly FeedWrite[]): Promise<void> {
  const worlds = new Set(writes.filter((write) => write.kind === 'create-group').map((write) => write.worldId))
  if (worlds.size === 0) return
  await sql`SELECT pg_advisory_xact_lock(hashtextextended('groups ' || world, 0)) FROM unnest(${texts([...worlds].sort(), (id) => id)}) AS world`.execute(tx)
}

export class GroupBatch {
  readonly #groups = new Map<Id, GroupRow>()
  readonly #named = new Map<string, GroupRow>()
  readonly #members = new Set<string>()
  readonly #fresh = new Set<Id>()
  /** The last change of each pair wins. */
  readonly #changes = new Map<string, MembershipChange>()

  async load(tx: Within, writes: readonly FeedWrite[]): Promise<void> {
    const making = writes.filter((write) => write.kind === 'create-group')
    if (making.length > 0) {
      const { rows } = await sql<GroupRow>`SELECT ${GROUP_COLUMNS} FROM groups g
        JOIN unnest(${uuids(making, (w) => w.worldId)}, ${texts(making, (w) => groupKey(w.name))}) AS q(world, key) ON g.world_id = q.world AND g.name_key = q.key`.execute(tx)
      for (const row of rows) this.#keep(row)
    }
    const naming = writes.filter((write) => 'groupId' in write)
    if (naming.length === 0) return
    const found = await sql<GroupRow>`SELECT ${GROUP_COLUMNS} FROM groups g WHERE g.id = ANY(${uuids([...new Set(naming.map((w) => w.groupId))], (id) => id)})`.execute(tx)
    for (const row of found.rows) this.#keep(row)
    const { rows } = await sql<{ g: Id; p: Id }>`SELECT m.group_id AS g, m.profile_id AS p FROM group_members m
      JOIN unnest(${uuids(naming, (w) => w.groupId)}, ${uuids(naming, (w) => w.actorId)}) AS q(g, p) ON m.group_id = q.g AND m.profile_id = q.p`.execute(tx)
    for (const { g, p } of rows) this.#members.add(`${g} ${p}`)
  }

  #keep(row: GroupRow): void {
    this.#groups.set(row.id, row)
    this.#named.set(`${row.worldId} ${groupKey(row.name)}`, row)
  }

  group(id: Id): GroupRow | undefined {
    return this.#groups.get(id)
  }

  named(worldId: Id, key: string): GroupRow | undefined {
    return this.#named.get(`${worldId} ${key}`)
  }

  isMember(groupId: Id, profileId: Id): boolean {
    return this.#members.has(`${groupId} ${profileId}`)
  }

  add(group: GroupRow): void {
    this.#keep(group)
    this.#fresh.add(group.id)
  }

  setMember(change: MembershipChange): void {
    const key = `${change.groupId} ${change.profileId}`
    if (change.on) this.#members.add(key)
    else this.#members.delete(key)
    this.#changes.set(key, change)
  }

  /** A group made in this batch bears its counts; of others false, and the difference is to be gathered. */
  count(id: Id, counter: GroupCounter, by: number): boolean {
    const group = this.#groups.get(id)
    if (group === undefined || !this.#fresh.has(id)) return false
    this.#keep({ ...group, [counter]: group[counter] + by })
    return true
  }

  async flush(tx: Within): Promise<void> {
    await insertGroups(tx, [...this.#groups.values()].filter((group) => this.#fresh.has(group.id)))
    const changes = [...this.#changes.values()]
    await removeMembers(tx, changes.filter((change) => !change.on))
    await insertMembers(tx, changes.filter((change) => change.on))
  }
}

export async function insertGroups(tx: Within, rows: readonly GroupRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`INSERT INTO groups (id, world_id, creator_id, name, name_key, description, member_count, post_count, generator, turn_id, created_at)
    SELECT * FROM unnest(${uuids(rows, (r) => r.id)}, ${uuids(rows, (r) => r.worldId)}, ${uuids(rows, (r) => r.creatorId)},
      ${texts(rows, (r) => r.name)}, ${texts(rows, (r) => groupKey(r.name))}, ${texts(rows, (r) => r.description)},
      ${ints(rows, (r) => r.members)}, ${ints(rows, (r) => r.posts)}, ${texts(rows, (r) => r.generator)},
      ${uuids(rows, (r) => r.turnId)}, ${bigints(rows, (r) => r.createdMs)})`.execute(tx)
}

type Membership = Omit<MembershipChange, 'on'>

export async function insertMembers(tx: Within, rows: readonly Membership[]): Promise<void> {
  if (rows.length === 0) return
  await sql`INSERT INTO group_members (group_id, profile_id, world_id, created_at)
    SELECT * FROM unnest(${uuids(rows, (r) => r.groupId)}, ${uuids(rows, (r) => r.profileId)}, ${uuids(rows, (r) => r.worldId)},
      ${bigints(rows, (r) => r.atMs)}) ON CONFLICT DO NOTHING`.execute(tx)
}

export async function removeMembers(tx: Within, rows: readonly Membership[]): Promise<void> {
  if (rows.length === 0) return
  await sql`DELETE FROM group_members m USING unnest(${uuids(rows, (r) => r.groupId)}, ${uuids(rows, (r) => r.profileId)}) AS q(g, p)
    WHERE m.group_id = q.g AND m.profile_id = q.p`.execute(tx)
}
