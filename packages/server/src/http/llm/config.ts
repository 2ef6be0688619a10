import { llmConfigSchema } from '@troupe/contract'
import type { LlmConfigs } from '../../llm/postgres/llm-config.ts'
import type { App } from '../app.ts'

/** `GET|PUT /api/llm-config`: which model serves which purpose, and the daily budget. */
export function llmConfig(app: App, { llmConfigs }: { llmConfigs: LlmConfigs }): void {
  app.route({
    method: 'GET',
    url: '/api/llm-config',
    config: { access: 'viewer' },
    schema: { tags: ['models'], summary: 'Models by purpose, and the budget', response: { 200: llmConfigSchema } },
    handler: (request) => llmConfigs.get(request.actor.workspaceId),
  })
  app.route({
    method: 'PUT',
    url: '/api/llm-config',
    config: { access: 'admin' },
    schema: { tags: ['models'], summary: 'Choose models and the budget', body: llmConfigSchema, response: { 200: llmConfigSchema } },
    handler: (request) => llmConfigs.put(request.actor, request.body),
  })
}
