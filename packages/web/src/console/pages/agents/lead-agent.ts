/** An agent of leads as it is filled in. */
import { agentDraftSchema, type AgentKind, type Creator } from '@troupe/contract'
import type { LeadBrain } from '../../parts/lead-agent/LeadBrainFields.tsx'
import { checkedTriggers, triggersOf, triggerValues, type TriggerValue } from '../../parts/lead-agent/trigger-values.ts'

/** As whose leads it writes to: all of the workspace's. */
export const ALL_CREATORS = 'all'

export const leadAgentSchema = agentDraftSchema.required({ creatorId: true }).extend({ triggers: checkedTriggers })

export interface LeadAgent {
  /** Or `ALL_CREATORS`; empty while nobody has chosen. */
  creatorId: string
  name: string
  brain: LeadBrain
  triggers: TriggerValue[]
  start: boolean
}

/** As the API takes it: what is left empty is left out. */
export function leadAgentDraft({ creatorId, name, brain, triggers, start }: LeadAgent): unknown {
  return { platform: 'messaging', ...(creatorId === '' ? {} : { creatorId: creatorId === ALL_CREATORS ? null : creatorId }), ...(name.trim() === '' ? {} : { name }), brain, triggers: triggersOf(triggers), start }
}

/** Never the widest by itself: the one there is, none where somebody has to choose, and all only where there is nobody yet. */
export function firstCreator(creators: readonly Pick<Creator, 'id'>[]): string {
  return creators.length === 0 ? ALL_CREATORS : creators.length === 1 ? creators[0]!.id : ''
}

/** Triggers after another kind was chosen: its own, unless somebody has written others meanwhile. */
export function triggersAfter(now: readonly TriggerValue[], before: AgentKind | undefined, chosen: AgentKind | null): TriggerValue[] {
  const untouched = now.length === 0 || (before !== undefined && JSON.stringify(now) === JSON.stringify(triggerValues(before.triggers)))
  return chosen !== null && untouched ? triggerValues(chosen.triggers) : [...now]
}
