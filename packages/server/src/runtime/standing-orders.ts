/**
 * What stands over all agents and changes seldom: kill switches, worlds, projects' ways of waking. Read whole a few times
 * a second, which is one query of small tables, so that the gate and the recommenders find it at hand and a kill
 * switch thrown anywhere is known everywhere within half a second.
 */
import type { RecommenderName, Wake } from '@troupe/contract'
import { sql } from 'kysely'
import type { AgentView } from '../agent/brain.ts'
import type { Id } from '../base/ids.ts'
import type { Caps, Facts } from '../policy/policy.ts'
import { momentOf, type RampTime } from '../policy/ramp-days.ts'
import type { Database } from '../store/database.ts'
import { ACTS_PER_TURN } from '../agent/turn.ts'
import type { Surroundings } from './facts.ts'

export const READ_EVERY_MS = 400

/** Far above what a persona with a rhythm writes; a brain gone wild meets it. */
const STANDARD_CAPS: Caps = { actsPerTurn: ACTS_PER_TURN, postsPerDay: 500, commentsPerDay: 1000 }

interface WorldOrders {
  readonly id: Id
  readonly projectId: Id
  readonly workspaceId: Id
  readonly recommender: RecommenderName
}

interface Orders {
  readonly killed: readonly { readonly scope: string; readonly reason: string; readonly at: number }[]
  readonly worlds: readonly WorldOrders[]
  readonly projects: readonly { readonly id: Id; readonly wake: Wake }[]
  /** Plans that stand. */
  readonly ramps: readonly (RampTime & { readonly projectId: Id })[]
  /** Workspaces that may reach private addresses. */
  readonly inside: readonly Id[]
}

const NOWHERE_OUTSIDE = (): Facts['place'] => ({ owned: false, why: 'nobody acts outside from here' })

export class StandingOrders implements Surroundings {
  readonly #db: Database
  #asked = 0
  #answered = 0
  #killed = new Map<string, string>()
  #worlds = new Map<Id, WorldOrders>()
  #projects = new Map<Id, Wake>()
  #inside = new Set<Id>()
  #ramps = new Map<Id, RampTime>()
  readonly #onKilled: (scope: string, reason: string) => void
  readonly #sitePlace: (siteId: Id, workspaceId: Id) => Facts['place']

  /** `onKilled` is told of each switch as it is first seen on; `scope` is `instance` or a project's id. `sitePlace`: whether a site outside is the workspace's own. */
  constructor(db: Database, onKilled: (scope: string, reason: string) => void = () => {}, sitePlace: (siteId: Id, workspaceId: Id) => Facts['place'] = NOWHERE_OUTSIDE) {
    this.#db = db
    this.#sitePlace = sitePlace
    this.#onKilled = onKilled
  }

  /** Of several under way what was asked for last stays: an older answer that comes late must not take a kill switch back. */
  async read(): Promise<void> {
    const question = ++this.#asked
    const { rows } = await sql<Orders>`SELECT
      coalesce((SELECT json_agg(json_build_object('scope', scope, 'reason', reason, 'at', at)) FROM (
        SELECT scope, reason, at FROM kill_switches WHERE "on"
        UNION ALL SELECT id::text, 'The project is being deleted.', erasing_at FROM projects WHERE erasing_at IS NOT NULL) stopped), '[]') AS killed,
      coalesce((SELECT json_agg(json_build_object('id', w.id, 'projectId', w.project_id, 'workspaceId', p.workspace_id, 'recommender', w.recommender))
        FROM worlds w JOIN projects p ON p.id = w.project_id WHERE w.kind = 'live'), '[]') AS worlds,
      coalesce((SELECT json_agg(json_build_object('id', id, 'wake', wake)) FROM projects), '[]') AS projects,
      coalesce((SELECT json_agg(json_build_object('projectId', project_id, 'days', days, 'startsMs', starts_at, 'pausedMs', paused_at)) FROM ramp_ups WHERE state IN ('active', 'paused')), '[]') AS ramps,
      coalesce((SELECT json_agg(id) FROM workspaces WHERE private_network), '[]') AS inside`.execute(this.#db)
    const [orders] = rows
    if (orders === undefined || question < this.#answered) return
    this.#answered = question
    const before = this.#killed
    this.#killed = new Map(orders.killed.map(({ scope, reason }) => [scope, reason]))
    this.#worlds = new Map(orders.worlds.map((world) => [world.id, world]))
    this.#projects = new Map(orders.projects.map(({ id, wake }) => [id, wake]))
    this.#inside = new Set(orders.inside)
    this.#ramps = new Map(orders.ramps.map((ramp) => [ramp.projectId, ramp]))
    for (const [scope, reason] of this.#killed) if (!before.has(scope)) this.#onKilled(scope, reason)
  }

  get killedScopes(): string[] {
    return [...this.#killed.keys()]
  }

  killed(agent: Pick<AgentView, 'projectId'>): string | null {
    return this.#killed.get('instance') ?? this.#killed.get(agent.projectId) ?? null
  }

  place(agent: AgentView, worldId: Id): Facts['place'] {
    if (agent.site !== undefined) return this.#sitePlace(agent.site.id, agent.workspaceId)
    const world = this.#worlds.get(worldId)
    if (world === undefined) return { owned: false, why: 'this world is not one of the live worlds here' }
    return world.workspaceId === agent.workspaceId ? { owned: true } : { owned: false, why: 'this world belongs to another workspace' }
  }

  caps(agent: AgentView, nowMs: number): Caps {
    const ramp = this.#ramps.get(agent.projectId)
    if (ramp === undefined) return STANDARD_CAPS
    const moment = momentOf(ramp, nowMs)
    return moment.kind === 'day' ? { ...STANDARD_CAPS, actsPerDay: moment.allows.actsPerDay } : STANDARD_CAPS
  }

  recommenderOf(worldId: Id): RecommenderName {
    return this.#worlds.get(worldId)?.recommender ?? 'recent'
  }

  hasPrivateNetwork(workspaceId: Id): boolean {
    return this.#inside.has(workspaceId)
  }

  wakeOf(projectId: Id): Wake {
    return this.#projects.get(projectId) ?? { kind: 'rhythm' }
  }
}
