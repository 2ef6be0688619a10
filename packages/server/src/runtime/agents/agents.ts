/** The agents of a workspace: found, made, changed, deleted. What they are told to do is `commands.ts`'s. */
import type { z } from 'zod'
import type { Agent, AgentChange, AgentPage, AgentPlatform, agentDraftSchema, BrainConfig, Memory, Persona } from '@troupe/contract'
import { sql } from 'kysely'
import type { Clock } from '../../base/clock.ts'
import { ConflictError, InvalidError, MissingError } from '../../base/errors.ts'
import { refusePrivate } from '../../base/guarded-fetch.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { Random } from '../../base/random.ts'
import type { Actor, Doer } from '../../people/actor.ts'
import type { AuditLog } from '../../people/audit-log.ts'
import type { IdPage, IdPageQuery } from '../../people/id-page.ts'
import { personaOf } from '../../persona/persona-row.ts'
import type { Database, Within } from '../../store/database.ts'
import { CHAIN_START } from '../../store/journal.ts'
import { nextWakeFor } from '../waking.ts'
import { countAgents, matching, type AgentFilter } from './agent-filter.ts'
import { agentOf, selectAgents } from './agent-row.ts'
import { newBrainSecret, sealBrain, withoutSecret } from './brain-secret.ts'
import { enlist, worldOf } from './enlist.ts'
import { SiteNotOwnedYetError, type OutsideDoor } from './outside-door.ts'
import { siteOf } from './site-of.ts'
import { retireAgents } from './retire.ts'
import type { Wakes } from './wakes.ts'

export type AgentDraft = z.output<typeof agentDraftSchema>

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
    const { db, clock, ids, random, audit, wakes, secretKey, outside } = this.#parts
    const id = ids.next()
    const nowMs = clock.now()
    const brain = withSecret(draft.brain, null)
    const wanted = await siteOf(db, by.workspaceId, draft)
    const shut = wanted === null || !draft.start ? null : await outside.shut(wanted.id, by.workspaceId)
    if (shut !== null) throw new SiteNotOwnedYetError(shut)
    const siteId = await db.transaction().execute(async (within) => {
      await this.#checkBrain(within, by.workspaceId, brain)
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
      await within.insertInto('agents').values({
        id, workspace_id: by.workspaceId, project_id: project.id, name, platform, brain: JSON.stringify(sealBrain(brain, id, secretKey)),
        persona_id: persona.id, profile_id: profileId, site_id: site?.id ?? null, state: draft.start ? 'idle' : 'ready', state_reason: null, state_since: nowMs, until_at: null,
        wake_at: draft.start ? nextWakeFor(project.wake, persona.rhythm, nowMs, random) : null,
        lease: 0, lease_until: null, lease_worker: null, turn_id: null, turn_trigger: null, turns: 0, acts: 0, cost_micros: 0, texts: 0,
        tally_day: '', tally_posts: 0, tally_comments: 0, chain: CHAIN_START, last_turn_at: null, created_at: nowMs,
      }).execute()
      await audit.record(within, {
        workspaceId: by.workspaceId, by, action: 'agent-created', subject: { kind: 'agent', id },
        after: { name, projectId: project.id, personaId: persona.id, brain: withoutSecret(brain), start: draft.start, ...(site === null ? {} : { siteId: site.id }) },
      })
      return site?.id ?? null
    })
    if (draft.start) wakes.poke()
    if (draft.start && siteId !== null) await outside.provision(by.workspaceId, id)
    return { ...await this.get(by.workspaceId, id), brain }
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
    const { db, audit, secretKey } = this.#parts
    let shown: BrainConfig | null = null
    await db.transaction().execute(async (within) => {
      const before = await within.selectFrom('agents').select(['name', 'brain']).where('id', '=', id).where('workspace_id', '=', by.workspaceId).forNoKeyUpdate().executeTakeFirst()
      if (!before) throw new MissingError('agent', id)
      const brain = change.brain === undefined ? before.brain : withSecret(change.brain, before.brain)
      if (change.brain !== undefined) {
        await this.#checkBrain(within, by.workspaceId, brain)
        const keptSecret = brain.kind === 'http' && before.brain.kind === 'http' && brain.secret === before.brain.secret
        shown = keptSecret ? null : brain
        await within.updateTable('agents').set({ brain: JSON.stringify(keptSecret ? brain : sealBrain(brain, id, secretKey)) }).where('id', '=', id).execute()
      }
      if (change.name !== undefined) await within.updateTable('agents').set({ name: change.name }).where('id', '=', id).execute()
      await audit.record(within, {
        workspaceId: by.workspaceId, by, action: 'agent-changed', subject: { kind: 'agent', id },
        before: { name: before.name, brain: withoutSecret(before.brain) }, after: { name: change.name ?? before.name, brain: withoutSecret(brain) },
      })
    })
    const agent = await this.get(by.workspaceId, id)
    return shown === null ? agent : { ...agent, brain: shown }
  }

  /** Its posts stay, as its persona's; a turn under way ends as killed. */
  async remove(by: Actor, id: Id): Promise<void> {
    const { db, audit } = this.#parts
    await db.transaction().execute(async (within) => {
      const before = await within.selectFrom('agents').select(['name', 'project_id', 'persona_id']).where('id', '=', id).where('workspace_id', '=', by.workspaceId).forUpdate().executeTakeFirst()
      if (!before) throw new MissingError('agent', id)
      await retireAgents(within, [id], 'its agent was deleted', this.#parts)
      await audit.record(within, {
        workspaceId: by.workspaceId, by, action: 'agent-deleted', subject: { kind: 'agent', id },
        before: { name: before.name, projectId: before.project_id, personaId: before.persona_id },
      })
    })
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

  async #checkBrain(within: Within, workspaceId: Id, brain: BrainConfig): Promise<void> {
    if (brain.kind === 'rules' && !this.#parts.rules.includes(brain.rules)) {
      const known = this.#parts.rules.join(', ') || 'none'
      throw new InvalidError(`No rules are registered as "${brain.rules}".`, [{ path: '/brain/rules', message: `name registered rules; there are ${known}` }])
    }
    if (brain.kind !== 'http') return
    const url = new URL(brain.url)
    if (url.protocol !== 'http:' && url.protocol !== 'https:') throw new InvalidError('An http brain has an http or https address.', [{ path: '/brain/url', message: 'use http or https' }])
    if (url.username !== '' || url.password !== '') throw new InvalidError('The address carries a password.', [{ path: '/brain/url', message: 'leave user and password out; requests are signed' }])
    const { private_network: privateNetwork } = await within.selectFrom('workspaces').select('private_network').where('id', '=', workspaceId).executeTakeFirstOrThrow()
    refusePrivate(url, { privateNetwork })
  }
}

export function memoryOf(row: { id: Id; kind: string; about_id: Id | null; about_name: string | null; text: string; at: number }): Memory {
  return { id: row.id, kind: row.kind, aboutId: row.about_id, aboutName: row.about_name, text: row.text, at: new Date(row.at).toISOString() }
}

/** A new http brain gets a secret; a changed one keeps the one it has unless another is given. */
function withSecret(brain: BrainConfig, before: BrainConfig | null): BrainConfig {
  if (brain.kind !== 'http' || brain.secret !== undefined) return brain
  return { ...brain, secret: (before?.kind === 'http' ? before.secret : undefined) ?? newBrainSecret() }
}

/** The one named, else the workspace's first; kept from being deleted until the caller's transaction ends. */
async function projectOf(within: Within, workspaceId: Id, id: Id | undefined) {
  let select = within.selectFrom('projects').select(['id', 'wake'])
    .select(sql<boolean>`EXISTS (SELECT FROM worlds w WHERE w.project_id = projects.id AND w.kind = 'simulated')`.as('simulated')).where('workspace_id', '=', workspaceId).where('erasing_at', 'is', null)
  if (id !== undefined) select = select.where('id', '=', id)
  const project = await select.orderBy('simulated').orderBy('id').limit(1).executeTakeFirst()
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
