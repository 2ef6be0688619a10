/** `/api/agents`: one resource for agents of every platform. */
import type { Agents } from '../runtime/agents/agents.ts'
import type { Commands } from '../runtime/agents/commands.ts'
import type { Interviews } from '../runtime/agents/interviews.ts'
import { tellAgents } from './agents/bulk.ts'
import { changeAgent } from './agents/change.ts'
import { createAgent } from './agents/create.ts'
import { getAgent } from './agents/get.ts'
import { agentInterviews } from './agents/interviews.ts'
import { listAgents } from './agents/list.ts'
import { agentMemories } from './agents/memories.ts'
import { removeAgent } from './agents/remove.ts'
import { tellAgent } from './agents/tell.ts'
import { wakeAgent } from './agents/wake.ts'
import type { App } from './app.ts'

export interface AgentRoutesParts {
  readonly agents: Agents
  readonly commands: Commands
  readonly interviews: Interviews
}

export function agentRoutes(app: App, parts: AgentRoutesParts): void {
  for (const route of [listAgents, createAgent, getAgent, changeAgent, removeAgent, agentMemories, agentInterviews]) route(app, parts)
  for (const route of [tellAgent, wakeAgent, tellAgents]) route(app, parts)
}
