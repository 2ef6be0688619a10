import { agentKindSchema, pageOf } from '@troupe/contract'
import type { AgentKinds } from '../../engagement/agents/agent-kinds.ts'
import type { App } from '../app.ts'

/** `GET /api/agent-kinds`: what agents of leads can be made of, those that ship first. */
export function listAgentKinds(app: App, { kinds }: { readonly kinds: AgentKinds }): void {
  app.route({
    method: 'GET',
    url: '/api/agent-kinds',
    config: { access: 'viewer' },
    schema: {
      tags: ['agents'], summary: 'Kinds of agents that write to leads', response: { 200: pageOf(agentKindSchema) },
      description: "Those that ship, and those in the instance's own folder of agents: what each does, which events wake it where one names no others, and its `settings` as JSON Schema. One page has them all.",
    },
    handler: () => ({ items: kinds.list(), nextCursor: null }),
  })
}
