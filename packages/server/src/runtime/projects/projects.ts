/** The projects of a workspace, each with a world of its own. */
import type { z } from 'zod'
import type { Project, projectChangeSchema, projectDraftSchema, SiteDeeds, Wake } from '@troupe/contract'
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { ConflictError, MissingError } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { Random } from '../../base/random.ts'
import { cancelActions } from '../../engagement/actions/cancel-actions.ts'
import { NEVER_ARRIVED } from '../../engagement/creators/never-arrived.ts'
import type { Actor, Doer } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { IdPage, IdPageQuery } from '../../people/id-page.ts'
import type { Database, Within } from '../../store/database.ts'
import type { Wakes } from '../agents/wakes.ts'
import type { ProjectErasure } from './project-erasure.ts'
import { deedsOf, type CountedEntries } from '../trace/deeds.ts'
import { redrawWakes } from './redraw.ts'
import { spanOf } from './span-of.ts'

export interface ProjectsParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly random: Random
  readonly audit: AuditLog
  readonly wakes: Wakes
  readonly erasure: Pick<ProjectErasure, 'poke' | 'hasGone'>
  /** After the commit: what was made of its worlds for the public may show them no more, and its agents stand still. */
  readonly onWithdrawn: () => void
}

interface ProjectShown {
  readonly id: Id
  readonly name: string
  readonly wake: Wake
  readonly created_at: number
  readonly erasing_at: number | null
  readonly erased_rows: number
  readonly world_id: Id
  readonly place: Project['place']
  readonly recommender: Project['recommender']
  readonly kind: Project['kind']
  readonly began_at: number | null
  readonly ended_at: number | null
  readonly kill_reason: string | null
  readonly kill_by: string | null
  readonly kill_at: number | null
  readonly agents: number
  readonly personas: number
  readonly posts: number
  readonly sites: Project['sites']
}

/** Most projects have gone by then, and whoever deletes one sees it gone. */
const GONE_WITHIN_MS = 1_500

export class Projects {
  readonly #parts: ProjectsParts

  constructor(parts: ProjectsParts) {
    this.#parts = parts
  }

  async list(workspaceId: Id, page: IdPageQuery): Promise<IdPage<Project>> {
    const rows = await this.#select(workspaceId, sql`${page.beforeId === null ? sql`true` : sql`p.id < ${page.beforeId}`} AND NOT EXISTS (SELECT FROM creators c WHERE c.project_id = p.id AND ${NEVER_ARRIVED}) ORDER BY p.id DESC LIMIT ${page.limit + 1}`)
    return { items: rows.slice(0, page.limit), more: rows.length > page.limit }
  }

  async get(workspaceId: Id, id: Id): Promise<Project> {
    const [project] = await this.#select(workspaceId, sql`p.id = ${id}`)
    if (project === undefined) throw new MissingError('project', id)
    return project
  }

  /** What its agents have done on each site they act on; agents that were deleted count no more. */
  async deedsOutside(workspaceId: Id, id: Id): Promise<SiteDeeds[]> {
    const { sites } = await this.get(workspaceId, id)
    if (sites.length === 0) return []
    const { rows } = await sql<CountedEntries & { readonly siteId: Id }>`SELECT a.site_id AS "siteId", j.kind, j.action, j.result, count(*)::int AS n
      FROM journal j JOIN agents a ON a.id = j.agent_id WHERE j.project_id = ${id} AND j.kind = 'acted' AND j.result = 'done' AND a.site_id IS NOT NULL
      GROUP BY 1, 2, 3, 4`.execute(this.#parts.db)
    return sites.map(({ id: siteId }) => ({ siteId, ...deedsOf(rows.filter((row) => row.siteId === siteId)) }))
  }

  async create(by: Doer & Pick<Actor, 'workspaceId'>, draft: z.output<typeof projectDraftSchema>): Promise<Project> {
    const { db, clock, ids, audit } = this.#parts
    const id = ids.next()
    const nowMs = clock.now()
    await db.transaction().execute(async (within) => {
      await within.insertInto('projects').values({ id, workspace_id: by.workspaceId, name: draft.name, wake: JSON.stringify(draft.wake), created_at: nowMs }).execute()
      // Nobody outside sees it until its owner says so.
      await within.insertInto('worlds').values({
        id: ids.next(), project_id: id, name: draft.name, kind: 'live', place: draft.place, public: false, is_default: false, recommender: draft.recommender, created_at: nowMs,
      }).execute()
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'project-created', subject: { kind: 'project', id }, after: draft })
    })
    return this.get(by.workspaceId, id)
  }

  async change(by: Actor, id: Id, change: z.output<typeof projectChangeSchema>): Promise<Project> {
    const { db, audit, wakes } = this.#parts
    await db.transaction().execute(async (within) => {
      const { name } = await standing(within, by.workspaceId, id)
      if (change.name !== undefined) await within.updateTable('projects').set({ name: change.name }).where('id', '=', id).execute()
      if (change.recommender !== undefined) {
        await within.updateTable('worlds').set({ recommender: change.recommender }).where('project_id', '=', id).where('kind', '=', 'live').execute()
      }
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'project-changed', subject: { kind: 'project', id }, before: { name }, after: change })
    })
    wakes.poke()
    return this.get(by.workspaceId, id)
  }

  /** While it runs: whoever waits is given a new time. */
  async setWake(by: Actor, id: Id, wake: Wake): Promise<Project> {
    const { db, audit, wakes } = this.#parts
    await db.transaction().execute(async (within) => {
      const before = await standing(within, by.workspaceId, id)
      await within.updateTable('projects').set({ wake: JSON.stringify(wake) }).where('id', '=', id).execute()
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'project-wake-changed', subject: { kind: 'project', id }, before: before.wake, after: wake })
    })
    await redrawWakes(this.#parts, id, 'all')
    wakes.poke()
    return this.get(by.workspaceId, id)
  }

  /**
   * With its worlds, their members and all that was said, its agents and their journal. From this moment on nobody reads its worlds and
   * nobody lives in them. Returns null when all has gone, else the project as it stands: a large one takes minutes.
   */
  async remove(by: Actor, id: Id): Promise<Project | null> {
    const { db, clock, ids, audit, wakes, erasure, onWithdrawn } = this.#parts
    const { counts } = await this.get(by.workspaceId, id)
    await db.transaction().execute(async (within) => {
      const before = await standing(within, by.workspaceId, id)
      const creator = await within.selectFrom('creators').select('name').where('project_id', '=', id).executeTakeFirst()
      if (creator !== undefined) throw new ConflictError(`This project is the creator "${creator.name}"'s own. Delete the creator, and it goes along.`, 'project-of-a-creator')
      await within.updateTable('projects').set({ erasing_at: clock.now() }).where('id', '=', id).execute()
      // What its agents have planned for leads of others goes with them.
      const writers = await within.selectFrom('agents').select('id').where('project_id', '=', id).where('platform', '=', 'messaging').execute()
      if (writers.length > 0) await cancelActions(within, { ids, nowMs: clock.now() }, { workspaceId: by.workspaceId, agentIds: writers.map((agent) => agent.id) }, 'its agent was deleted')
      await within.updateTable('worlds').set({ public: false, is_default: false }).where('project_id', '=', id).execute()
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'project-deleted', subject: { kind: 'project', id }, before, after: counts })
    })
    onWithdrawn()
    wakes.poke()
    erasure.poke()
    if (await erasure.hasGone(id, GONE_WITHIN_MS)) return null
    const [left = null] = await this.#select(by.workspaceId, sql`p.id = ${id}`)
    return left
  }

  async #select(workspaceId: Id, where: ReturnType<typeof sql>): Promise<Project[]> {
    const { rows } = await sql<ProjectShown>`SELECT p.id, p.name, p.wake, p.created_at, p.erasing_at, p.erased_rows, w.id AS world_id, w.place, w.recommender, w.kind, w.began_at, w.ended_at,
        k.reason AS kill_reason, k.by_name AS kill_by, k.at AS kill_at, a.agents, a.personas, coalesce(m.posts, 0) AS posts, o.sites
      FROM projects p
      CROSS JOIN LATERAL (SELECT id, place, recommender, kind, began_at, ended_at FROM worlds WHERE project_id = p.id ORDER BY id LIMIT 1) w
      LEFT JOIN LATERAL (SELECT reason, by_name, at FROM kill_switches WHERE "on" AND scope IN ('instance', p.id::text) ORDER BY scope = 'instance' DESC LIMIT 1) k ON true
      CROSS JOIN LATERAL (SELECT count(*)::int AS agents, count(DISTINCT persona_id)::int AS personas FROM agents WHERE project_id = p.id) a
      CROSS JOIN LATERAL (SELECT sum(post_count)::int AS posts FROM profiles JOIN worlds ON worlds.id = profiles.world_id WHERE worlds.project_id = p.id) m
      CROSS JOIN LATERAL (SELECT coalesce(json_agg(json_build_object('id', s.id, 'name', s.name, 'kind', s.kind, 'origin', s.origin, 'state', s.state, 'basis', s.basis, 'agents', acting.agents) ORDER BY s.id), '[]') AS sites
        FROM (SELECT site_id, count(*)::int AS agents FROM agents WHERE project_id = p.id AND site_id IS NOT NULL GROUP BY site_id) acting JOIN sites s ON s.id = acting.site_id) o
      WHERE p.workspace_id = ${workspaceId} AND ${where}`.execute(this.#parts.db)
    return rows.map(projectOf)
  }
}

/** Locked, and not on its way out. */
async function standing(within: Within, workspaceId: Id, id: Id): Promise<{ name: string; wake: Wake }> {
  const project = await within.selectFrom('projects').select(['name', 'wake', 'erasing_at']).where('id', '=', id).where('workspace_id', '=', workspaceId).forUpdate().executeTakeFirst()
  if (!project) throw new MissingError('project', id)
  const { erasing_at: erasingMs, ...rest } = project
  if (erasingMs !== null) throw new ConflictError('This project is being deleted.', 'project-being-deleted')
  return rest
}

function projectOf(row: ProjectShown): Project {
  return {
    id: row.id,
    name: row.name,
    kind: row.kind,
    span: spanOf(row.began_at, row.ended_at),
    wake: row.wake,
    worldId: row.world_id,
    place: row.place,
    recommender: row.recommender,
    killed: row.kill_at === null ? null : { reason: row.kill_reason ?? '', by: row.kill_by ?? '', at: new Date(row.kill_at).toISOString() },
    erasing: row.erasing_at === null ? null : { since: new Date(row.erasing_at).toISOString(), rows: row.erased_rows },
    counts: { agents: row.agents, posts: row.posts, personas: row.personas },
    sites: row.sites,
    createdAt: new Date(row.created_at).toISOString(),
  }
}
