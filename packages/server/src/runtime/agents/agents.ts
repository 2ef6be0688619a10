/** The agents of a workspace: found, made, changed, deleted. What they are told to do is `commands.ts`'s. */
import type { Agent, AgentChange, AgentPage, AgentPlatform, BrainConfig, Memory, Persona } from '@troupe/contract'
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { ConflictError, InvalidError, MissingError } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { Random } from '../../base/random.ts'
import type { AgentKinds } from '../../engagement/agents/agent-kinds.ts'
import { cancelActions } from '../../engagement/actions/cancel-actions.ts'
import type { Actor, Doer } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { IdPage, IdPageQuery } from '../../people/id-page.ts'
import { personaOf } from '../../persona/persona-row.ts'
import type { Database, Within } from '../../store/database.ts'
import { nextWakeFor } from '../waking.ts'
import { countAgents, matching, type AgentFilter } from './agent-filter.ts'
import { agentOf, selectAgents } from './agent-row.ts'
import { sealBrain, withoutSecret, withSecret } from './brain-secret.ts'
import { checkLeadBrain, checkSocialBrain, type KnownBrains } from './check-brain.ts'
import { enlist, worldOf } from './enlist.ts'
import { checkedTriggers, makeLeadAgent, refuseLeadsOnly } from './lead-agent.ts'
import { insertAgent, type AgentDraft } from './new-agent.ts'
import { SiteNotOwnedYetError, type OutsideDoor } from './outside-door.ts'
import { siteOf } from './site-of.ts'
import { retireAgents } from './retire.ts'
import type { Wakes } from './wakes.ts'

export interface AgentsParts {
  readonly db: Database
  readonly clock: Clock
  readonly ids: Ids
  readonly random: Random
  readonly audit: AuditLog
  readonly wakes: Wakes
  /** Seals the secrets of http brains. */
  readonly secretKey: Uint8Array
  /** Names under which rules are registered here. */
  readonly rules: readonly string[]
  /** Kinds of agents that write to leads. */
  readonly kinds: AgentKinds
  readonly outside: OutsideDoor
}

export class Agents {
  readonly #parts: AgentsParts

  constructor(parts: AgentsParts) {
    this.#parts = parts
  }

  /** Newest first, with counts of all that match. */
  async list(workspaceId: Id, filter: AgentFilter, page: IdPageQuery): Promise<IdPage<Agent> & Pick<AgentPage, 'total' | 'facets'>> {
    const { db } = this.#parts
    let select = selectAgents(db).where(matching(workspaceId, filter))
    if (page.beforeId !== null) select = select.where('agents.id', '<', page.beforeId)
    const [rows, counts] = await Promise.all([select.orderBy('agents.id', 'desc').limit(page.limit + 1).execute(), countAgents(db, workspaceId, filter)])
    return { items: rows.slice(0, page.limit).map(agentOf), more: rows.length > page.limit, ...counts }
  }

  async get(workspaceId: Id, id: Id): Promise<Agent> {
    const row = await selectAgents(this.#parts.db).where('agents.id', '=', id).where('agents.workspace_id', '=', workspaceId).executeTakeFirst()
    if (!row) throw new MissingError('agent', id)
    return agentOf(row)
  }

  /** The secret of an http brain is in this answer alone. */
  async create(by: Doer & Pick<Actor, 'workspaceId'>, draft: AgentDraft): Promise<Agent> {
    const id = this.#parts.ids.next()
    const brain = withSecret(draft.brain, null)
    if (draft.platform === 'messaging') await this.#parts.db.transaction().execute((within) => this.addLeadAgent(within, by, id, { ...draft, brain }))
    else await this.#createSocial(by, id, { ...draft, brain })
    if (draft.start) this.#parts.wakes.poke()
    if (draft.start && draft.platform === 'messaging') await this.#parts.wakes.told?.()
    return { ...await this.get(by.workspaceId, id), brain }
  }

  /** Within a transaction of the caller's, who tells the loops afterwards. */
  async addLeadAgent(within: Within, by: Doer & Pick<Actor, 'workspaceId'>, id: Id, draft: AgentDraft): Promise<void> {
    const { clock, audit } = this.#parts
    const { name, projectId, triggers } = await makeLeadAgent(within, { ...this.#parts, known: this.#known }, by.workspaceId, id, draft, clock.now())
    await audit.record(within, {
      workspaceId: by.workspaceId, by, action: 'agent-created', subject: { kind: 'agent', id },
      after: { name, projectId, platform: 'messaging', creatorId: draft.creatorId ?? null, brain: withoutSecret(draft.brain), triggers, start: draft.start },
    })
  }

  async #createSocial(by: Doer & Pick<Actor, 'workspaceId'>, id: Id, draft: AgentDraft): Promise<void> {
    const { db, clock, random, audit, secretKey, outside } = this.#parts
    const { brain } = draft
    refuseLeadsOnly(draft)
    const nowMs = clock.now()
    const wanted = await siteOf(db, by.workspaceId, draft)
    const shut = wanted === null || !draft.start ? null : await outside.shut(wanted.id, by.workspaceId)
    if (shut !== null) throw new SiteNotOwnedYetError(shut)
    const siteId = await db.transaction().execute(async (within) => {
      await checkSocialBrain(within, by.workspaceId, brain, this.#known)
      const site = await siteOf(within, by.workspaceId, draft)
      const project = await projectOf(within, by.workspaceId, draft.projectId)
      // Locked: one persona gets one agent in a project, also when two ask at once.
      if (draft.personaId === undefined) throw new InvalidError('An agent on a social platform speaks as a persona.', [{ path: '/personaId', message: 'name a persona of this workspace' }], 'persona-missing')
      const row = await within.selectFrom('personas').selectAll().where('id', '=', draft.personaId).where('workspace_id', '=', by.workspaceId).forUpdate().executeTakeFirst()
      if (!row) throw new InvalidError(`There is no persona ${draft.personaId}.`, [{ path: '/personaId', message: 'name a persona of this workspace' }], 'persona-missing')
      const persona = personaOf(row)
      const other = await within.selectFrom('agents').select('id').where('project_id', '=', project.id).where('persona_id', '=', persona.id).executeTakeFirst()
      if (other) throw new ConflictError(`${persona.displayName} has an agent in this project already: ${other.id}.`, 'persona-has-agent')
      const { platform, profileId } = site === null ? await this.#inWorld(within, project.id, persona, draft) : { platform: site.kind, profileId: null }
      const name = draft.name ?? persona.displayName
      const wakeAtMs = draft.start ? nextWakeFor(project.wake, persona.rhythm, nowMs, random) : null
      await insertAgent(within, {
        id, workspaceId: by.workspaceId, projectId: project.id, name, platform, brain, personaId: persona.id, profileId, siteId: site?.id ?? null, creatorId: null, triggers: [], start: draft.start, wakeAtMs, nowMs,
      }, secretKey)
      await audit.record(within, {
        workspaceId: by.workspaceId, by, action: 'agent-created', subject: { kind: 'agent', id },
        after: { name, projectId: project.id, personaId: persona.id, brain: withoutSecret(brain), start: draft.start, ...(site === null ? {} : { siteId: site.id }) },
      })
      return site?.id ?? null
    })
    if (draft.start && siteId !== null) await outside.provision(by.workspaceId, id)
  }

  async #inWorld(within: Within, projectId: Id, persona: Persona, { platform }: AgentDraft): Promise<{ platform: AgentPlatform; profileId: Id }> {
    const { ids, clock } = this.#parts
    const world = await worldOf(within, projectId)
    if (platform !== undefined && platform !== world.place) {
      throw new InvalidError(`The world of this project is a ${world.place}.`, [{ path: '/platform', message: `leave it out, or choose a project with a ${platform}` }])
    }
    return { platform: world.place, profileId: await enlist(within, persona, world.id, ids, clock.now()) }
  }

  async change(by: Actor, id: Id, change: AgentChange): Promise<Agent> {
    const { db, audit, secretKey, wakes } = this.#parts
    let shown: BrainConfig | null = null
    await db.transaction().execute(async (within) => {
      const before = await within.selectFrom('agents').select(['name', 'brain', 'platform', 'triggers']).where('id', '=', id).where('workspace_id', '=', by.workspaceId).forNoKeyUpdate().executeTakeFirst()
      if (!before) throw new MissingError('agent', id)
      const isOfLeads = before.platform === 'messaging'
      const brain = change.brain === undefined ? before.brain : withSecret(change.brain, before.brain)
      if (change.brain !== undefined) {
        await (isOfLeads ? checkLeadBrain : checkSocialBrain)(within, by.workspaceId, brain, this.#known)
        const keptSecret = brain.kind === 'http' && before.brain.kind === 'http' && brain.secret === before.brain.secret
        shown = keptSecret ? null : brain
        await within.updateTable('agents').set({ brain: JSON.stringify(keptSecret ? brain : sealBrain(brain, id, secretKey)) }).where('id', '=', id).execute()
      }
      if (change.triggers !== undefined) {
        if (!isOfLeads) refuseLeadsOnly(change)
        await within.updateTable('agents').set({ triggers: JSON.stringify(checkedTriggers(change.triggers)) }).where('id', '=', id).execute()
      }
      if (change.name !== undefined) await within.updateTable('agents').set({ name: change.name }).where('id', '=', id).execute()
      await audit.record(within, {
        workspaceId: by.workspaceId, by, action: 'agent-changed', subject: { kind: 'agent', id },
        before: { name: before.name, brain: withoutSecret(before.brain), ...isOfLeads ? { triggers: before.triggers } : {} },
        after: { name: change.name ?? before.name, brain: withoutSecret(brain), ...isOfLeads ? { triggers: change.triggers ?? before.triggers } : {} },
      })
    })
    wakes.poke()
    const agent = await this.get(by.workspaceId, id)
    if (agent.platform === 'messaging') await wakes.told?.()
    return shown === null ? agent : { ...agent, brain: shown }
  }

  /** Its posts stay, as its persona's; a turn under way ends as killed, and messages that it planned are taken out of the queue. */
  async remove(by: Actor, id: Id): Promise<void> {
    const { db, clock, ids, audit, wakes } = this.#parts
    await db.transaction().execute(async (within) => {
      const before = await within.selectFrom('agents').select(['name', 'platform', 'project_id', 'persona_id', 'creator_id']).where('id', '=', id).where('workspace_id', '=', by.workspaceId).forUpdate().executeTakeFirst()
      if (!before) throw new MissingError('agent', id)
      await retireAgents(within, [id], 'its agent was deleted', this.#parts)
      if (before.platform === 'messaging') await cancelActions(within, { ids, nowMs: clock.now() }, { workspaceId: by.workspaceId, agentIds: [id] }, 'its agent was deleted')
      await audit.record(within, {
        workspaceId: by.workspaceId, by, action: 'agent-deleted', subject: { kind: 'agent', id },
        before: { name: before.name, projectId: before.project_id, ...before.platform === 'messaging' ? { creatorId: before.creator_id } : { personaId: before.persona_id } },
      })
    })
    wakes.poke()
  }

  async memories(workspaceId: Id, id: Id, page: IdPageQuery): Promise<IdPage<Memory>> {
    await this.get(workspaceId, id)
    let select = this.#parts.db.selectFrom('memories').selectAll().where('agent_id', '=', id)
    if (page.beforeId !== null) select = select.where('id', '<', page.beforeId)
    const rows = await select.orderBy('id', 'desc').limit(page.limit + 1).execute()
    return { items: rows.slice(0, page.limit).map(memoryOf), more: rows.length > page.limit }
  }

  async forget(by: Actor, id: Id): Promise<number> {
    const { db, audit } = this.#parts
    return db.transaction().execute(async (within) => {
      const agent = await within.selectFrom('agents').select('id').where('id', '=', id).where('workspace_id', '=', by.workspaceId).executeTakeFirst()
      if (!agent) throw new MissingError('agent', id)
      const { numDeletedRows } = await within.deleteFrom('memories').where('agent_id', '=', id).executeTakeFirst()
      const erased = Number(numDeletedRows)
      await audit.record(within, { workspaceId: by.workspaceId, by, action: 'memories-erased', subject: { kind: 'agent', id }, after: { erased } })
      return erased
    })
  }

  get #known(): KnownBrains {
    return this.#parts
  }
}

export function memoryOf(row: { id: Id; kind: string; about_id: Id | null; about_name: string | null; text: string; at: number }): Memory {
  return { id: row.id, kind: row.kind, aboutId: row.about_id, aboutName: row.about_name, text: row.text, at: new Date(row.at).toISOString() }
}

/** The one named, else the workspace's first; kept from being deleted until the caller's transaction ends. */
async function projectOf(within: Within, workspaceId: Id, id: Id | undefined) {
  let select = within.selectFrom('projects').select(['id', 'wake'])
    .select(sql<boolean>`EXISTS (SELECT FROM worlds w WHERE w.project_id = projects.id AND w.kind = 'simulated')`.as('simulated'))
    .select(sql<boolean>`EXISTS (SELECT FROM worlds w WHERE w.project_id = projects.id AND w.place = 'messaging')`.as('of_leads')).where('workspace_id', '=', workspaceId).where('erasing_at', 'is', null)
  if (id !== undefined) select = select.where('id', '=', id)
  const project = await select.orderBy('simulated').orderBy('of_leads').orderBy('id').limit(1).executeTakeFirst()
  if (project?.simulated) throw new ConflictError('That project was simulated and its time is over: nobody can join it.', 'simulated')
  if (project) {
    // Waits for whoever is deleting it at this moment, and then finds nothing.
    const kept = await within.selectFrom('projects').select('id').where('id', '=', project.id).where('erasing_at', 'is', null).forKeyShare().executeTakeFirst()
    if (kept) return project
    throw new ConflictError(`The project ${project.id} was deleted at this moment.`, 'project-deleted')
  }
  throw new InvalidError(id === undefined ? 'This workspace has no project.' : `There is no project ${id}.`,
    [{ path: '/projectId', message: id === undefined ? 'make a project first' : 'name a project of this workspace' }], 'project-missing')
}
