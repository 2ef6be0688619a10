/** Which worlds anybody may read. A world that is not public is, to the public, no world at all. */
import { OWN_GALLERY, type Joining, type Place } from '@troupe/contract'
import { sql, type RawBuilder } from 'kysely'
import type { Id } from '../../../base/ids.ts'
import type { Database } from '../../../store/database.ts'
import { sliceOf, type Slice } from './position.ts'

export interface PublicWorld {
  readonly id: Id
  readonly name: string
  readonly kind: 'live' | 'simulated'
  readonly place: Place
  /** Who runs its personas, for the label (SPEC P2): the workspace's name. */
  readonly operator: string
  readonly isDefault: boolean
  /** Whether people may join. */
  readonly joining: Joining
  /** Whether people take part beside the personas, or may. */
  readonly people: boolean
  /** Of a simulated world's own time; null for a live one. */
  readonly beganMs: number | null
  readonly endedMs: number | null
  /** Whether its readers may report what they see. */
  readonly takesReports: boolean
}

export interface CountedWorld extends PublicWorld {
  readonly members: number
  readonly posts: number
  readonly comments: number
}

const WORLDS = sql.raw(`worlds w JOIN projects j ON j.id = w.project_id JOIN workspaces s ON s.id = j.workspace_id`)
const COLUMNS = sql.raw(`w.id, w.name, w.kind, w.place, s.name AS operator, w.is_default AS "isDefault", w.joining,
  (w.joining <> 'off' OR EXISTS (SELECT FROM members p WHERE p.world_id = w.id AND p.profile_id IS NOT NULL)) AS people, w.began_at AS "beganMs", w.ended_at AS "endedMs", w.visitor_reports AS "takesReports"`)

/** Of a world `w`: by its id, `gallery` for the instance's own gallery, `null` for its feed. */
export function isAsked(asked: Id | typeof OWN_GALLERY | null): RawBuilder<unknown> {
  return asked === null || asked === OWN_GALLERY ? sql`w.is_default AND w.place = ${asked ?? 'feed'}` : sql`w.id = ${asked}`
}

/** `null` asks for the instance's own feed. */
export async function publicWorld(db: Database, asked: Id | typeof OWN_GALLERY | null): Promise<PublicWorld | null> {
  const { rows: [world] } = await sql<PublicWorld>`SELECT ${COLUMNS} FROM ${WORLDS} WHERE w.public AND ${isAsked(asked)}`.execute(db)
  return world ?? null
}

/** The default one first, then the newest; `after` is the id of the last one shown. Their members' counters are added up, for a page at a time. */
export async function publicWorlds(db: Database, limit: number, after: Id | null): Promise<Slice<CountedWorld, Id>> {
  const { rows } = await sql<CountedWorld>`SELECT shown.*, m.members, m.posts, m.comments FROM (
      SELECT ${COLUMNS} FROM ${WORLDS}
      WHERE w.public ${after === null ? sql`` : sql`AND (w.is_default, w.id) < (coalesce((SELECT is_default FROM worlds WHERE id = ${after}), false), ${after}::uuid)`}
      ORDER BY w.is_default DESC, w.id DESC LIMIT ${limit + 1}) shown
    CROSS JOIN LATERAL (SELECT count(*)::int AS members, coalesce(sum(post_count), 0)::int AS posts, coalesce(sum(comment_count), 0)::int AS comments
      FROM profiles WHERE world_id = shown.id AND suspended_at IS NULL) m
    ORDER BY shown."isDefault" DESC, shown.id DESC`.execute(db)
  const { rows: items, next } = sliceOf(rows, limit, ({ id }) => id)
  return { items: [...items], next }
}

/** The places that have a world of the instance's own. */
export async function ownPlaces(db: Database): Promise<Place[]> {
  const rows = await db.selectFrom('worlds').select('place').where('is_default', '=', true).where('public', '=', true).where('place', '<>', 'messaging').$narrowType<{ place: Place }>().orderBy('place').execute()
  return rows.map(({ place }) => place)
}
