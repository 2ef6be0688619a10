import { idParamsSchema } from '@troupe/contract'
import { z } from 'zod'
import type { ProviderKeys } from '../../llm/postgres/provider-keys.ts'
import type { App } from '../app.ts'

/** `DELETE /api/provider-keys/{id}` */
export function removeProviderKey(app: App, { providerKeys }: { providerKeys: ProviderKeys }): void {
  app.route({
    method: 'DELETE',
    url: '/api/provider-keys/:id',
    config: { access: 'admin' },
    schema: { tags: ['models'], summary: 'Delete a key', params: idParamsSchema, response: { 204: z.void() } },
    handler: async (request, reply) => {
      await providerKeys.remove(request.actor, request.params.id)
      return reply.code(204).send()
    },
  })
}
