/**
 * An agent that writes to leads as it is made: whose leads, by which brain, woken by which events. It lives in its creator's own project,
 * so that the creator's kill switch stops it; one for all leads of the workspace lives in the project "Engagement".
 */
import type { AgentTrigger, BrainConfig } from '@troupe/contract'
import { InvalidError, type FieldFault } from '../../base/errors.ts'
import type { Id, Ids } from '../../base/ids.ts'
import { filterFaults } from '../../engagement/agents/trigger-filter.ts'
import { workspaceProject } from '../../engagement/creators/workspace-project.ts'
import type { Within } from '../../store/database.ts'
import { checkLeadBrain, type KnownBrains } from './check-brain.ts'
import { insertAgent, type AgentDraft } from './new-agent.ts'

export interface LeadAgentParts {
  readonly ids: Ids
  readonly secretKey: Uint8Array
  readonly known: KnownBrains
}

export interface MadeLeadAgent {
  readonly name: string
  readonly projectId: Id
  readonly triggers: readonly AgentTrigger[]
}

/** `brain`: an http brain has its secret already. */
export async function makeLeadAgent(within: Within, { ids, secretKey, known }: LeadAgentParts, workspaceId: Id, id: Id, draft: AgentDraft, nowMs: number): Promise<MadeLeadAgent> {
  refuseSocial(draft)
  const { brain, creatorId = null, start } = draft
  await checkLeadBrain(within, workspaceId, brain, known)
  const kind = brain.kind === 'rules' ? known.kinds.kind(brain.rules) : null
  const triggers = checkedTriggers(draft.triggers ?? kind?.triggers ?? [])
  const projectId = creatorId === null ? await workspaceProject(within, ids, nowMs, workspaceId) : await projectOfCreator(within, workspaceId, creatorId)
  if (draft.projectId !== undefined && draft.projectId !== projectId) {
    throw new InvalidError("An agent that writes to leads lives in its creator's own project.", [{ path: '/projectId', message: 'leave it out; creatorId decides' }])
  }
  const name = draft.name ?? kind?.title ?? nameOf(brain)
  await insertAgent(within, { id, workspaceId, projectId, name, platform: 'messaging', brain, personaId: null, profileId: null, siteId: null, creatorId, triggers, start, wakeAtMs: null, nowMs }, secretKey)
  return { name, projectId, triggers }
}

/** Every filter's faults at once, each with where it is. */
export function checkedTriggers(triggers: readonly AgentTrigger[]): readonly AgentTrigger[] {
  if (triggers.length === 0) throw new InvalidError('Without triggers nothing ever wakes this agent.', [{ path: '/triggers', message: 'name at least one event, such as {"eventType": "page_view"}' }], 'triggers-missing')
  const faults = triggers.flatMap(({ filter }, place): FieldFault[] => filter === null ? [] : filterFaults(filter, `/triggers/${place}/filter`))
  if (faults.length > 0) throw new InvalidError('A filter of a trigger does not fit.', faults, 'filter-invalid')
  return triggers
}

/** What only agents of leads have. */
export function refuseLeadsOnly({ creatorId, triggers }: Pick<AgentDraft, 'creatorId' | 'triggers'>): void {
  const message = 'leave it out, or say platform "messaging"'
  const faults = [...creatorId == null ? [] : [{ path: '/creatorId', message }], ...triggers === undefined ? [] : [{ path: '/triggers', message }]]
  if (faults.length > 0) throw new InvalidError('Only agents that write to leads have a creator and are woken by events.', faults)
}

function refuseSocial({ personaId, siteId }: AgentDraft): void {
  const faults = [
    ...personaId === undefined ? [] : [{ path: '/personaId', message: "leave it out; it writes on behalf of its creator, and a model's manner stands in brain.instructions" }],
    ...siteId === undefined ? [] : [{ path: '/siteId', message: 'leave it out; it acts by messages alone' }],
  ]
  if (faults.length > 0) throw new InvalidError('An agent that writes to leads has no persona and no site.', faults)
}

/** Kept from being deleted until the caller's transaction ends. */
async function projectOfCreator(within: Within, workspaceId: Id, creatorId: Id): Promise<Id> {
  const creator = await within.selectFrom('creators').select('project_id').where('id', '=', creatorId).where('workspace_id', '=', workspaceId).where('erasing_at', 'is', null).forKeyShare().executeTakeFirst()
  if (creator === undefined) throw new InvalidError(`There is no creator ${creatorId}.`, [{ path: '/creatorId', message: 'name a creator of this workspace, or null for all of them' }], 'creator-missing')
  return creator.project_id
}

function nameOf(brain: BrainConfig): string {
  switch (brain.kind) {
    case 'graph':
      return brain.graph
    case 'http':
      return new URL(brain.url).host.slice(0, 80)
    case 'model':
    case 'rules':
    case 'habit':
      return 'Sales by model'
  }
}
