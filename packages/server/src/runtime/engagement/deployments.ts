/**
 * Agents put to work for a creator by the name of their kind. A kind is deployed once for each creator: asked for again, the agent
 * that is there is the answer, as it stands, so that a script can be run twice; whoever wants a second one of the kind, or other
 * settings, makes or changes it under `/api/agents`.
 */
import type { Agent, agentDeploySchema, BrainConfig } from '@troupe/contract'
import { sql } from 'kysely'
import type { z } from 'zod'
import { InvalidError, MissingError } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import type { AgentKinds } from '../../engagement/agents/agent-kinds.ts'
import { neededSettings } from '../../engagement/agents/needed-settings.ts'
import { creatorScope, type Actor } from '../../people/actor.ts'
import type { IdPage, IdPageQuery } from '../../people/id-page.ts'
import type { Database, Within } from '../../store/database.ts'
import type { Agents } from '../agents/agents.ts'
import type { Wakes } from '../agents/wakes.ts'

export interface DeploymentsParts {
  readonly db: Database
  readonly ids: Ids
  readonly kinds: AgentKinds
  readonly agents: Pick<Agents, 'addLeadAgent' | 'get' | 'list'>
  readonly wakes: Wakes
}

export class Deployments {
  readonly #parts: DeploymentsParts

  constructor(parts: DeploymentsParts) {
    this.#parts = parts
  }

  async deploy(by: Actor, creatorId: Id, { kind, name, settings, triggers, start }: z.output<typeof agentDeploySchema>): Promise<{ readonly agent: Agent; readonly made: boolean }> {
    const { db, ids, agents, wakes } = this.#parts
    const brain = this.#brainOf(kind, settings)
    const { id, made } = await db.transaction().execute(async (within) => {
      await creatorHeld(within, by, creatorId)
      const known = await within.selectFrom('agents').select('id').where('creator_id', '=', creatorId).where('platform', '=', 'messaging')
        .where(sql<boolean>`brain->>'kind' = ${brain.kind} AND coalesce(brain->>'rules', brain->>'graph') = ${kind}`).orderBy('id').limit(1).executeTakeFirst()
      if (known !== undefined) return { id: known.id, made: false }
      const fresh = ids.next()
      await agents.addLeadAgent(within, by, fresh, { platform: 'messaging', creatorId, brain, start, name, triggers })
      return { id: fresh, made: true }
    })
    if (made) wakes.poke()
    if (made) await wakes.told?.()
    return { agent: await agents.get(by.workspaceId, id), made }
  }

  /** The creator's own; those of all leads are under `/api/agents`. Newest first. */
  async list(by: Actor, creatorId: Id, page: IdPageQuery): Promise<IdPage<Agent>> {
    const own = creatorScope(by)
    const creator = own !== null && own !== creatorId ? undefined : await this.#parts.db.selectFrom('creators').select('id').where('id', '=', creatorId).where('workspace_id', '=', by.workspaceId).where('erasing_at', 'is', null).executeTakeFirst()
    if (creator === undefined) throw new MissingError('creator', creatorId)
    return this.#parts.agents.list(by.workspaceId, { creatorId, platform: 'messaging' }, page)
  }

  #brainOf(kind: string, settings: Readonly<Record<string, unknown>> | undefined): BrainConfig {
    const { kinds } = this.#parts
    const known = kinds.kind(kind)
    if (known !== null) {
      neededSettings(known, settings ?? {}, ['settings'])
      return { kind: 'rules', rules: kind, ...settings === undefined ? {} : { settings } }
    }
    if (kinds.graph(kind) === null) throw new InvalidError(`There is no kind of agent "${kind}".`, [{ path: '/kind', message: `there are ${[...kinds.kindNames, ...kinds.graphNames].join(', ')}` }], 'kind-missing')
    if (settings !== undefined) throw new InvalidError('A graph has no settings.', [{ path: '/settings', message: 'leave them out' }])
    return { kind: 'graph', graph: kind, timeoutMs: GRAPH_TIMEOUT_MS }
  }
}

/** As the contract's standard. */
const GRAPH_TIMEOUT_MS = 30_000

/** Locked: whoever deploys the same kind at the same moment waits, and finds it. */
async function creatorHeld(within: Within, by: Actor, creatorId: Id): Promise<void> {
  const own = creatorScope(by)
  const creator = own !== null && own !== creatorId ? undefined : await within.selectFrom('creators').select('id').where('id', '=', creatorId).where('workspace_id', '=', by.workspaceId).where('erasing_at', 'is', null).forNoKeyUpdate().executeTakeFirst()
  if (creator === undefined) throw new MissingError('creator', creatorId)
}
