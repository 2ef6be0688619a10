import { storedKeySchema } from '@troupe/contract'
import { z } from 'zod'
import type { ProviderKeys } from '../../llm/postgres/provider-keys.ts'
import type { App } from '../app.ts'

/** `GET /api/provider-keys`: by their last four characters. */
export function listProviderKeys(app: App, { providerKeys }: { providerKeys: ProviderKeys }): void {
  app.route({
    method: 'GET',
    url: '/api/provider-keys',
    config: { access: 'viewer' },
    schema: { tags: ['models'], summary: 'Stored keys and servers', response: { 200: z.object({ items: z.array(storedKeySchema) }) } },
    handler: async (request) => ({ items: await providerKeys.list(request.actor.workspaceId) }),
  })
}
