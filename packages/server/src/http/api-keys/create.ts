import { apiKeyDraftSchema, apiKeySchema } from '@troupe/contract'
import type { ApiKeys } from '../../people/api-keys.ts'
import type { App } from '../app.ts'

/** `POST /api/api-keys`: the answer alone carries the key. */
export function createApiKey(app: App, { apiKeys }: { apiKeys: ApiKeys }): void {
  app.route({
    method: 'POST',
    url: '/api/api-keys',
    config: { access: 'admin' },
    schema: { tags: ['api-keys'], summary: 'Make a key', body: apiKeyDraftSchema, response: { 201: apiKeySchema } },
    handler: async (request, reply) => reply.code(201).send(await apiKeys.create(request.actor, request.body)),
  })
}
