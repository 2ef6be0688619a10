import { providerKeySchema, storedKeySchema } from '@troupe/contract'
import type { ProviderKeys } from '../../llm/postgres/provider-keys.ts'
import type { App } from '../app.ts'

/** `POST /api/provider-keys`: one a provider, replacing what was there; the key never comes out again. */
export function saveProviderKey(app: App, { providerKeys }: { providerKeys: ProviderKeys }): void {
  app.route({
    method: 'POST',
    url: '/api/provider-keys',
    config: { access: 'admin' },
    schema: { tags: ['models'], summary: 'Save a key or a server', body: providerKeySchema, response: { 201: storedKeySchema } },
    handler: async (request, reply) => reply.code(201).send(await providerKeys.save(request.actor, request.body)),
  })
}
