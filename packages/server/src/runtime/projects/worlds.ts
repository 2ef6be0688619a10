/** The worlds of a workspace's projects: who may see them, and by which recommender their feed is ordered. */
import type { z } from 'zod'
import type { World, worldChangeSchema } from '@troupe/contract'
import { sql } from 'kysely'
import { InvalidError, MissingError } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import type { Actor } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { InstanceOwners } from '../../people/instance-owners.ts'
import type { IdPage, IdPageQuery } from '../../people/id-page.ts'
import type { Database } from '../../store/database.ts'
import { spanOf } from './span-of.ts'

interface WorldShown extends Omit<World, 'createdAt' | 'counts' | 'span'> {
  readonly beganMs: number | null
  readonly endedMs: number | null
  readonly createdMs: number
  readonly profiles: number
  readonly posts: number
  readonly comments: number
}

export interface WorldsParts {
  readonly db: Database
  readonly audit: AuditLog
  readonly instanceOwners: InstanceOwners
  /** After the commit: what was made of a world for the public may show it no more. */
  readonly onChanged: () => void
}

export class Worlds {
  readonly #parts: WorldsParts

  constructor(parts: WorldsParts) {
    this.#parts = parts
  }

  async list(workspaceId: Id, page: IdPageQuery): Promise<IdPage<World>> {
    const rows = await this.#select(workspaceId, sql`${page.beforeId === null ? sql`true` : sql`w.id < ${page.beforeId}`} ORDER BY w.id DESC LIMIT ${page.limit + 1}`)
    return { items: rows.slice(0, page.limit), more: rows.length > page.limit }
  }

  async get(workspaceId: Id, id: Id): Promise<World> {
    const [world] = await this.#select(workspaceId, sql`w.id = ${id}`)
    if (world === undefined) throw new MissingError('world', id)
    return world
  }

  /** The instance has one default world, whoever's: to make another the default takes it from that one, and an owner of the instance. */
  async change(by: Actor, id: Id, change: z.output<typeof worldChangeSchema>): Promise<World> {
    const { db, audit, instanceOwners, onChanged } = this.#parts
    await db.transaction().execute(async (within) => {
      const before = await within.selectFrom('worlds').innerJoin('projects', 'projects.id', 'worlds.project_id')
        .select(['worlds.name', 'worlds.public', 'worlds.is_default', 'worlds.recommender', 'worlds.joining', 'worlds.kind', 'worlds.place', 'worlds.visitor_reports'])
        .where('worlds.id', '=', id).where('projects.workspace_id', '=', by.workspaceId).where('projects.erasing_at', 'is', null).forUpdate('worlds').executeTakeFirst()
      if (!before) throw new MissingError('world', id)
      const isPublic = change.public ?? before.public
      if (change.isDefault && !isPublic) throw new InvalidError('The default world is shown to everybody.', [{ path: '/isDefault', message: 'make the world public first' }])
      if (before.is_default && !isPublic) throw new InvalidError('The default world is shown to everybody.', [{ path: '/public', message: 'make another world the default first' }])
      if (change.isDefault && !before.is_default) {
        await instanceOwners.need(by, 'choose the world that everybody is shown first', 'Yours can be seen at ?world= with its id once it is public.', within)
        await within.updateTable('worlds').set({ is_default: false }).where('is_default', '=', true).where('place', '=', before.place).execute()
      }
      const { name = before.name, recommender = before.recommender, joining = before.joining, visitorReports = before.visitor_reports } = change
      if (before.kind === 'simulated' && joining !== 'off') throw new InvalidError('A simulated world stands still: nobody can join it.', [{ path: '/joining', message: 'leave it off' }])
      await within.updateTable('worlds').set({ name, recommender, joining, visitor_reports: visitorReports, public: isPublic, is_default: change.isDefault ?? before.is_default }).where('id', '=', id).execute()
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'world-changed', subject: { kind: 'world', id }, before, after: change })
    })
    onChanged()
    return this.get(by.workspaceId, id)
  }

  async #select(workspaceId: Id, where: ReturnType<typeof sql>): Promise<World[]> {
    const { rows } = await sql<WorldShown>`SELECT w.id, w.project_id AS "projectId", w.name, w.kind, w.place, w.public, w.is_default AS "isDefault", w.recommender, w.joining, w.visitor_reports AS "visitorReports",
        w.created_at AS "createdMs", w.began_at AS "beganMs", w.ended_at AS "endedMs", m.profiles, m.posts, m.comments
      FROM worlds w JOIN projects p ON p.id = w.project_id
      CROSS JOIN LATERAL (SELECT count(*)::int AS profiles, coalesce(sum(post_count), 0)::int AS posts, coalesce(sum(comment_count), 0)::int AS comments
        FROM profiles WHERE world_id = w.id) m
      WHERE p.workspace_id = ${workspaceId} AND p.erasing_at IS NULL AND w.place <> 'messaging' AND ${where}`.execute(this.#parts.db)
    return rows.map(({ createdMs, beganMs, endedMs, profiles, posts, comments, ...world }) =>
      ({ ...world, span: spanOf(beganMs, endedMs), counts: { profiles, posts, comments }, createdAt: new Date(createdMs).toISOString() }))
  }
}
