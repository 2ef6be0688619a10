import { apiKeySchema, pageOf, pageQuerySchema } from '@troupe/contract'
import type { ApiKeys } from '../../people/api-keys.ts'
import type { App } from '../app.ts'
import { answerIdPage, idPageQuery } from '../cursor.ts'

/** `GET /api/api-keys`: live keys of the workspace by their first characters, newest first. */
export function listApiKeys(app: App, { apiKeys }: { apiKeys: ApiKeys }): void {
  app.route({
    method: 'GET',
    url: '/api/api-keys',
    config: { access: 'admin' },
    schema: { tags: ['api-keys'], summary: 'Keys', querystring: pageQuerySchema, response: { 200: pageOf(apiKeySchema) } },
    handler: async (request) => answerIdPage(await apiKeys.list(request.actor.workspaceId, idPageQuery(request.query))),
  })
}
