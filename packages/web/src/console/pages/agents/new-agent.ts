import { agentDraftSchema, type BrainConfig, type Persona } from '@troupe/contract'
import { OWN_WORLD } from './where-options.ts'

/** Here an agent is made from a persona; those that write to leads have none (`lead-agent.ts`). */
export const newAgentSchema = agentDraftSchema.required({ personaId: true })

/** What somebody fills in to make an agent. */
export interface NewAgent {
  persona: Pick<Persona, 'id' | 'displayName' | 'username' | 'avatarUrl'> | null
  name: string
  projectId: string
  /** Where it acts; `OWN_WORLD` for the project's own. */
  siteId: string
  brain: BrainConfig
  start: boolean
}

/** As the API takes it: what is left empty is left out. */
export function agentDraftOf({ persona, name, projectId, siteId, brain, start }: NewAgent): unknown {
  return {
    personaId: persona?.id,
    ...(name.trim() === '' ? {} : { name }),
    ...(projectId === '' ? {} : { projectId }),
    ...(siteId === OWN_WORLD ? {} : { siteId }),
    brain, start,
  }
}
