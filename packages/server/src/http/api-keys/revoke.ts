import { idParamsSchema } from '@troupe/contract'
import { z } from 'zod'
import type { ApiKeys } from '../../people/api-keys.ts'
import type { App } from '../app.ts'

/** `DELETE /api/api-keys/{id}`: it signs nobody in from now on. */
export function revokeApiKey(app: App, { apiKeys }: { apiKeys: ApiKeys }): void {
  app.route({
    method: 'DELETE',
    url: '/api/api-keys/:id',
    config: { access: 'admin' },
    schema: { tags: ['api-keys'], summary: 'Revoke a key', params: idParamsSchema, response: { 204: z.void() } },
    handler: async (request, reply) => {
      await apiKeys.revoke(request.actor, request.params.id)
      return reply.code(204).send()
    },
  })
}
