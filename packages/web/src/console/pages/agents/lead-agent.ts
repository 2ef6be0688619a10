/** An agent of leads as it is filled in. */
import { agentDraftSchema, type AgentKind } from '@troupe/contract'
import type { LeadBrain } from '../../parts/lead-agent/LeadBrainFields.tsx'
import { checkedTriggers, triggersOf, triggerValues, type TriggerValue } from '../../parts/lead-agent/trigger-values.ts'

export const leadAgentSchema = agentDraftSchema.extend({ triggers: checkedTriggers })

export interface LeadAgent {
  /** Empty: all of the workspace's leads. */
  creatorId: string
  name: string
  brain: LeadBrain
  triggers: TriggerValue[]
  start: boolean
}

/** As the API takes it: what is left empty is left out. */
export function leadAgentDraft({ creatorId, name, brain, triggers, start }: LeadAgent): unknown {
  return { platform: 'messaging', creatorId: creatorId === '' ? null : creatorId, ...(name.trim() === '' ? {} : { name }), brain, triggers: triggersOf(triggers), start }
}

/** Triggers after another kind was chosen: its own, unless somebody has written others meanwhile. */
export function triggersAfter(now: readonly TriggerValue[], before: AgentKind | undefined, chosen: AgentKind | null): TriggerValue[] {
  const untouched = now.length === 0 || (before !== undefined && JSON.stringify(now) === JSON.stringify(triggerValues(before.triggers)))
  return chosen !== null && untouched ? triggerValues(chosen.triggers) : [...now]
}
