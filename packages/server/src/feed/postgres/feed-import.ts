/**
 * Brings a world kept in memory to PostgreSQL, piece by piece: each call writes what is new and what has changed since
 * the last. Rows in memory are replaced when they change, so a row that is the same object has not.
 */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { bigints, smallints, texts, uuids } from '../../store/columns.ts'
import type { Within } from '../../store/database.ts'
import type { FeedMaps, ReactionRow, RelationRow } from '../feed-maps.ts'
import { GroupImport } from './group-import.ts'
import type { CommentRow, PostRow, ProfileRow } from '../rows.ts'
import { insertComments, insertNotices, insertPosts, insertReports, updateComments, updatePosts, updateProfiles } from './flush.ts'

export class FeedImport {
  readonly #maps: FeedMaps
  readonly #posts = new Map<Id, PostRow>()
  readonly #comments = new Map<Id, CommentRow>()
  readonly #profiles = new Map<Id, ProfileRow>()
  #reactions = new Map<string, ReactionRow>()
  #follows = new Map<string, RelationRow>()
  #mutes = new Map<string, RelationRow>()
  readonly #reports = new Set<string>()
  readonly #groups: GroupImport
  #notices = 0

  /** The world's profiles stand in PostgreSQL already, as they are in memory now. */
  constructor(maps: FeedMaps) {
    this.#maps = maps
    this.#groups = new GroupImport(maps)
    for (const [id, profile] of maps.profiles) this.#profiles.set(id, profile)
  }

  async write(tx: Within): Promise<void> {
    const posts = changes(this.#maps.posts, this.#posts)
    const comments = changes(this.#maps.comments, this.#comments)
    await insertPosts(tx, posts.fresh)
    await insertComments(tx, comments.fresh)
    await updatePosts(tx, posts.changed)
    await updateComments(tx, comments.changed)
    const profiles = changes(this.#maps.profiles, this.#profiles).changed
    await updateProfiles(tx, profiles)
    await this.#writeReactions(tx)
    this.#follows = await writeRelations(tx, 'follows', ['follower_id', 'followee_id'], this.#maps.followed, this.#follows)
    this.#mutes = await writeRelations(tx, 'mutes', ['muter_id', 'muted_id'], this.#maps.muted, this.#mutes)
    await insertNotices(tx, this.#maps.notices.slice(this.#notices))
    this.#notices = this.#maps.notices.length
    const reports = [...this.#maps.reports].filter(([key]) => !this.#reports.has(key))
    await insertReports(tx, reports.map(([, report]) => report))
    for (const [key] of reports) this.#reports.add(key)
    await this.#groups.write(tx)
  }

  async #writeReactions(tx: Within): Promise<void> {
    const now = this.#maps.reactions
    const gone = [...this.#reactions].filter(([key]) => !now.has(key)).map(([, row]) => row)
    if (gone.length > 0) {
      await sql`DELETE FROM reactions r USING unnest(${uuids(gone, (r) => r.profileId)}, ${uuids(gone, (r) => r.targetId)}) AS q(a, b)
        WHERE r.profile_id = q.a AND r.target_id = q.b`.execute(tx)
    }
    const rows = [...now].filter(([key, row]) => this.#reactions.get(key) !== row).map(([, row]) => row)
    if (rows.length > 0) {
      await sql`INSERT INTO reactions (profile_id, target_id, target_kind, world_id, value, created_at)
        SELECT * FROM unnest(${uuids(rows, (r) => r.profileId)}, ${uuids(rows, (r) => r.targetId)}, ${texts(rows, (r) => r.on)},
          ${uuids(rows, (r) => r.worldId)}, ${smallints(rows, (r) => r.reaction)}, ${bigints(rows, (r) => r.atMs)})
        ON CONFLICT (profile_id, target_id) DO UPDATE SET value = excluded.value, created_at = excluded.created_at`.execute(tx)
    }
    this.#reactions = new Map(now)
  }
}

/** What stands in `now` and not, or not so, in `written`; `written` is brought up to date. */
function changes<Row>(now: ReadonlyMap<Id, Row>, written: Map<Id, Row>): { fresh: Row[]; changed: Row[] } {
  const fresh: Row[] = []
  const changed: Row[] = []
  for (const [id, row] of now) {
    const before = written.get(id)
    if (before === row) continue
    ;(before === undefined ? fresh : changed).push(row)
    written.set(id, row)
  }
  return { fresh, changed }
}

async function writeRelations(
  tx: Within, table: 'follows' | 'mutes', [from, to]: readonly [string, string], now: ReadonlyMap<string, RelationRow>, before: ReadonlyMap<string, RelationRow>,
): Promise<Map<string, RelationRow>> {
  const gone = [...before].filter(([key]) => !now.has(key)).map(([, row]) => row)
  const fresh = [...now].filter(([key]) => !before.has(key)).map(([, row]) => row)
  if (gone.length > 0) {
    await sql`DELETE FROM ${sql.table(table)} r USING unnest(${uuids(gone, (r) => r.fromId)}, ${uuids(gone, (r) => r.toId)}) AS q(a, b)
      WHERE r.${sql.ref(from)} = q.a AND r.${sql.ref(to)} = q.b`.execute(tx)
  }
  if (fresh.length > 0) {
    await sql`INSERT INTO ${sql.table(table)} (${sql.ref(from)}, ${sql.ref(to)}, world_id, created_at)
      SELECT * FROM unnest(${uuids(fresh, (r) => r.fromId)}, ${uuids(fresh, (r) => r.toId)}, ${uuids(fresh, (r) => r.worldId)},
        ${bigints(fresh, (r) => r.atMs)}) ON CONFLICT DO NOTHING`.execute(tx)
  }
  return new Map(now)
}
