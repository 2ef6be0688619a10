/** Wakes the agents of code that a batch of events concerns: filters, whether they act, what they plan. Asks nobody, so it is quick. */
import type { Ids } from '../../base/ids.ts'
import { rulesGenerator } from '../../agent/rules-brain.ts'
import type { AgentKinds } from '../../engagement/agents/agent-kinds.ts'
import { planByRules } from '../../engagement/agents/plan-by-rules.ts'
import { filterFacts } from '../../engagement/agents/trigger-facts.ts'
import type { FilterFacts } from '../../engagement/agents/trigger-filter.ts'
import type { Heard } from '../../engagement/events/lead-event.ts'
import { situationOf, type LeadSurroundings } from './surroundings.ts'
import { beginTurn, failed, planned, type Waking } from './waking.ts'
import type { WorkingAgent } from './working-agent.ts'

export interface WakeTools {
  readonly kinds: AgentKinds
  readonly ids: Ids
  readonly seed: string
  readonly nowMs: number
}

/** Those of the agents whose trigger this event is. Its filter's facts are made when the first one asks. */
export function triggered(agents: readonly WorkingAgent[], heard: Heard): WorkingAgent[] {
  let facts: FilterFacts | null = null
  return agents.filter(({ triggers }) => triggers.some(({ eventType, matches }) => {
    if (eventType !== heard.event.type && !(eventType === '*' && isTheLeads(heard))) return false
    if (matches === null) return true
    facts ??= filterFacts(heard)
    return matches(facts)
  }))
}

/** An agent that hears of everything does not hear of itself: it would answer its own messages for ever. */
function isTheLeads({ event }: Heard): boolean {
  return event.source !== 'agent' && !event.type.endsWith('_sent')
}

/** Null where the agent lets the event pass: that leaves no turn, or every view of a page would leave one for every agent. */
export function wakeByRules(agent: WorkingAgent, heard: Heard, surroundings: LeadSurroundings, { kinds, ids, seed, nowMs }: WakeTools): Waking | null {
  const { brain } = agent.view
  const situation = situationOf(agent, heard, surroundings, nowMs, seed)
  const name = brain.kind === 'rules' ? brain.rules : ''
  const kind = kinds.kind(name)
  const begun = () => beginTurn(agent, heard, situation)
  if (kind === null) return failed(agent, heard, surroundings, situation, begun(), { kind: 'failed', reason: `there is no agent named "${name}" here; known: ${kinds.kindNames.join(', ')}` })
  const plan = planByRules(kind, situation)
  switch (plan.kind) {
    case 'passed':
      return null
    case 'failed':
      return failed(agent, heard, surroundings, situation, begun(), { kind: 'failed', reason: plan.reason })
    case 'planned': {
      const waking = planned(agent, heard, surroundings, situation, begun(), { intents: plan.intents, marks: plan.marks, thought: null, generator: rulesGenerator(name) }, ids)
      for (const key of waking.marks) surroundings.marks.push([agent.view.id, key, nowMs])
      for (const { kind: action, channel, sendAtMs } of waking.actions) surroundings.pending.push({ kind: action, channel, agentId: agent.view.id, sendAtMs })
      return waking
    }
  }
}
