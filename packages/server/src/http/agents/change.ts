import { agentChangeSchema, agentSchema, idParamsSchema } from '@troupe/contract'
import type { Agents } from '../../runtime/agents/agents.ts'
import type { App } from '../app.ts'

/** `PATCH /api/agents/{id}`: its name, its brain, which events wake it; a turn under way ends with the brain it began with. */
export function changeAgent(app: App, { agents }: { agents: Agents }): void {
  app.route({
    method: 'PATCH',
    url: '/api/agents/:id',
    config: { access: 'operator' },
    schema: { tags: ['agents'], summary: 'Change an agent', params: idParamsSchema, body: agentChangeSchema, response: { 200: agentSchema } },
    handler: (request) => agents.change(request.actor, request.params.id, request.body),
  })
}
