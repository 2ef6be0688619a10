/** Routes of agents that write to leads, beside those that all agents have. */
import type { AgentKinds } from '../engagement/agents/agent-kinds.ts'
import type { AgentTrials } from '../runtime/engagement/agent-trials.ts'
import type { Deployments } from '../runtime/engagement/deployments.ts'
import { listAgentKinds } from './agents/kinds.ts'
import { testAgent } from './agents/test.ts'
import type { App } from './app.ts'
import { deployAgents } from './onboarding/deploy.ts'

export interface LeadAgentRoutesParts {
  readonly kinds: AgentKinds
  readonly trials: AgentTrials
  readonly deployments: Deployments
}

export function leadAgentRoutes(app: App, parts: LeadAgentRoutesParts): void {
  listAgentKinds(app, parts)
  testAgent(app, parts)
  deployAgents(app, parts)
}
