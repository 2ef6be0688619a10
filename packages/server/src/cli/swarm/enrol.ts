/**
 * Makes of a selection the agents of a swarm: its project, its personas, an agent each. What a run before has made is found
 * by where it stands in the pack's sequence and used again; only what is missing is made.
 */
import type { AgentState } from '@troupe/contract'
import type { Doer } from '../../people/actor.ts'
import type { Id } from '../../base/ids.ts'
import type { LoadedPack } from '../../persona/pack/loaded-pack.ts'
import type { ConsoleServices } from '../../runtime/console-services.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { Database } from '../../store/database.ts'
import type { Member } from './roster.ts'
import type { Selection } from './selection.ts'
import { keepSwarm, projectOfSwarm, type SwarmName } from './kept-swarm.ts'

export interface EnrolParts {
  readonly db: Database
  readonly audit: AuditLog
  readonly services: Pick<ConsoleServices, 'agents' | 'projects' | 'personaBatches'>
}

export interface EnrolOrder {
  readonly by: Doer & { readonly workspaceId: Id }
  readonly pack: LoadedPack
  readonly selection: Selection
  readonly name: SwarmName
  readonly projectName: string
  /** Where they act; null for the gallery of their project. */
  readonly siteId: Id | null
  /** Everybody may read its world. */
  readonly isPublic: boolean
}

export interface Enrolled {
  readonly projectId: Id
  readonly worldId: Id
  readonly members: readonly (Member & { readonly state: AgentState })[]
  readonly made: { readonly project: boolean; readonly personas: number; readonly agents: number }
}

export async function enrol(parts: EnrolParts, order: EnrolOrder, onProgress: (share: number) => void): Promise<Enrolled> {
  const { by, pack, selection } = order
  const { projectId, worldId, made } = await projectFor(parts, order)
  let personas = 0
  for (const [archetype, count] of selection.shares) {
    personas += (await parts.services.personaBatches.generate(by, { pack: pack.pack.id, archetype, count, seed: order.name.seed })).created
  }
  const before = await membersOf(parts.db, projectId, order)
  const without = before.filter(({ agentId }) => agentId === null)
  for (const [place, { personaId }] of without.entries()) {
    await parts.services.agents.create(by, { projectId, personaId, brain: { kind: 'habit' }, start: false, ...(order.siteId === null ? {} : { siteId: order.siteId }) })
    onProgress((place + 1) / without.length)
  }
  const after = without.length === 0 ? before : await membersOf(parts.db, projectId, order)
  const members = after.flatMap(({ agentId, state, ...member }) => agentId === null || state === null ? [] : [{ ...member, agentId, state }])
  return { projectId, worldId, members, made: { project: made, personas, agents: without.length } }
}

async function projectFor({ db, services, audit }: EnrolParts, { by, name, projectName, isPublic }: EnrolOrder): Promise<{ projectId: Id; worldId: Id; made: boolean }> {
  const before = await projectOfSwarm(db, name)
  const standing = before === null ? undefined : await db.selectFrom('projects').select('id').where('id', '=', before).where('workspace_id', '=', by.workspaceId).where('erasing_at', 'is', null).executeTakeFirst()
  const made = standing === undefined
  const projectId = standing?.id ?? (await services.projects.create(by, { name: projectName, place: 'gallery', wake: { kind: 'rhythm' }, recommender: 'recent' })).id
  if (made) await keepSwarm(db, name, projectId)
  const world = await db.selectFrom('worlds').select(['id', 'public']).where('project_id', '=', projectId).orderBy('id').limit(1).executeTakeFirstOrThrow()
  if (isPublic && !world.public) {
    await db.transaction().execute(async (within) => {
      await within.updateTable('worlds').set({ public: true }).where('id', '=', world.id).execute()
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'world-changed', subject: { kind: 'world', id: world.id }, before: { public: false }, after: { public: true } })
    })
  }
  return { projectId, worldId: world.id, made }
}

export interface Candidate extends Omit<Member, 'agentId'> {
  readonly personaId: Id
  /** Null where it has none in the project yet. */
  readonly agentId: Id | null
  readonly state: AgentState | null
}

/** In the order of the pack's sequence. */
export async function membersOf(db: Database, projectId: Id | null, { by, pack, selection, name }: Pick<EnrolOrder, 'pack' | 'selection' | 'name'> & { readonly by: { readonly workspaceId: Id } }): Promise<Candidate[]> {
  const titles = new Map(pack.archetypes.map((archetype) => [archetype.id, archetype.name]))
  const rows = await db.selectFrom('personas').leftJoin('agents', (join) => join.onRef('agents.persona_id', '=', 'personas.id').on('agents.project_id', '=', projectId))
    .select(['personas.id as personaId', 'personas.display_name as name', 'personas.username', 'personas.archetype', 'personas.origin_index as index', 'agents.id as agentId', 'agents.state'])
    .where('personas.workspace_id', '=', by.workspaceId).where('personas.project_id', 'is', null).where('origin_pack', '=', pack.pack.id).where('origin_seed', '=', name.seed)
    .orderBy('origin_index').execute()
  const wanted = new Set(selection.indexes)
  return rows.filter(({ index }) => index !== null && wanted.has(index))
    .map(({ personaId, name: shown, username, archetype, agentId, state }) => ({ personaId, name: shown, username, agentId, state, archetype: titles.get(archetype ?? '') ?? archetype ?? '' }))
}
