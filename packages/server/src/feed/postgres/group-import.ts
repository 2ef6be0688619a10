/** The groups of a world kept in memory, brought to PostgreSQL piece by piece, as `feed-import.ts` brings the rest. */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { ints, uuids } from '../../store/columns.ts'
import type { Within } from '../../store/database.ts'
import type { GroupMaps, MembershipRow } from '../groups/group-maps.ts'
import type { GroupRow } from '../groups/group-row.ts'
import { insertGroups, insertMembers, removeMembers } from './group-batch.ts'

export class GroupImport {
  readonly #maps: GroupMaps
  #groups: ReadonlyMap<Id, GroupRow> = new Map()
  #memberships: ReadonlyMap<string, MembershipRow> = new Map()

  constructor(maps: GroupMaps) {
    this.#maps = maps
  }

  async write(tx: Within): Promise<void> {
    const { groups, memberships } = this.#maps
    await insertGroups(tx, [...groups.values()].filter((group) => !this.#groups.has(group.id)))
    await updateCounts(tx, [...groups.values()].filter((group) => this.#groups.has(group.id) && this.#groups.get(group.id) !== group))
    await removeMembers(tx, [...this.#memberships].filter(([key]) => !memberships.has(key)).map(([, row]) => row))
    await insertMembers(tx, [...memberships].filter(([key]) => !this.#memberships.has(key)).map(([, row]) => row))
    this.#groups = new Map(groups)
    this.#memberships = new Map(memberships)
  }
}

async function updateCounts(tx: Within, rows: readonly GroupRow[]): Promise<void> {
  if (rows.length === 0) return
  await sql`UPDATE groups g SET member_count = q.a, post_count = q.b
    FROM unnest(${uuids(rows, (r) => r.id)}, ${ints(rows, (r) => r.members)}, ${ints(rows, (r) => r.posts)}) AS q(id, a, b) WHERE g.id = q.id`.execute(tx)
}
