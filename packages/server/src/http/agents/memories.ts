import { erasedSchema, idParamsSchema, memorySchema, pageOf, pageQuerySchema } from '@troupe/contract'
import type { Agents } from '../../runtime/agents/agents.ts'
import type { App } from '../app.ts'
import { answerIdPage, idPageQuery } from '../cursor.ts'

/** `GET /api/agents/{id}/memories`, newest first; `DELETE` makes the agent forget all of it. */
export function agentMemories(app: App, { agents }: { agents: Agents }): void {
  app.route({
    method: 'GET',
    url: '/api/agents/:id/memories',
    config: { access: 'viewer' },
    schema: { tags: ['agents'], summary: 'What an agent remembers', params: idParamsSchema, querystring: pageQuerySchema, response: { 200: pageOf(memorySchema) } },
    handler: async (request) => answerIdPage(await agents.memories(request.actor.workspaceId, request.params.id, idPageQuery(request.query))),
  })
  app.route({
    method: 'DELETE',
    url: '/api/agents/:id/memories',
    config: { access: 'operator' },
    schema: { tags: ['agents'], summary: 'Make an agent forget', params: idParamsSchema, response: { 200: erasedSchema } },
    handler: async (request) => ({ erased: await agents.forget(request.actor, request.params.id) }),
  })
}
