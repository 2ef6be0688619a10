/** Routes of agents that write to leads, beside those that all agents have. */
import type { AgentKinds } from '../engagement/agents/agent-kinds.ts'
import { listAgentKinds } from './agents/kinds.ts'
import type { App } from './app.ts'

export interface LeadAgentRoutesParts {
  readonly kinds: AgentKinds
}

export function leadAgentRoutes(app: App, parts: LeadAgentRoutesParts): void {
  listAgentKinds(app, parts)
}
