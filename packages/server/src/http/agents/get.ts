import { agentSchema, idParamsSchema } from '@troupe/contract'
import type { Agents } from '../../runtime/agents/agents.ts'
import type { App } from '../app.ts'

/** `GET /api/agents/{id}` */
export function getAgent(app: App, { agents }: { agents: Agents }): void {
  app.route({
    method: 'GET',
    url: '/api/agents/:id',
    config: { access: 'viewer' },
    schema: { tags: ['agents'], summary: 'One agent', params: idParamsSchema, response: { 200: agentSchema } },
    handler: (request) => agents.get(request.actor.workspaceId, request.params.id),
  })
}
