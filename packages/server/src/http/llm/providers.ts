import { providerSchema } from '@troupe/contract'
import { z } from 'zod'
import type { LlmConfigs } from '../../llm/postgres/llm-config.ts'
import type { App } from '../app.ts'

/** `GET /api/llm-config/providers`: what can be chosen, and where its key is. */
export function listProviders(app: App, { llmConfigs }: { llmConfigs: LlmConfigs }): void {
  app.route({
    method: 'GET',
    url: '/api/llm-config/providers',
    config: { access: 'viewer' },
    schema: { tags: ['models'], summary: 'Providers', response: { 200: z.object({ items: z.array(providerSchema) }) } },
    handler: async (request) => ({ items: await llmConfigs.providers(request.actor) }),
  })
}
