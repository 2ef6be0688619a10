import { idParamsSchema } from '@troupe/contract'
import { z } from 'zod'
import type { Agents } from '../../runtime/agents/agents.ts'
import type { App } from '../app.ts'

/** `DELETE /api/agents/{id}`: what it posted stays. */
export function removeAgent(app: App, { agents }: { agents: Agents }): void {
  app.route({
    method: 'DELETE',
    url: '/api/agents/:id',
    config: { access: 'operator' },
    schema: { tags: ['agents'], summary: 'Delete an agent', params: idParamsSchema, response: { 204: z.void() } },
    handler: async (request, reply) => {
      await agents.remove(request.actor, request.params.id)
      return reply.code(204).send()
    },
  })
}
