import { pageOf, pageQuerySchema, siteSchema } from '@troupe/contract'
import type { Sites } from '../../site/sites.ts'
import type { App } from '../app.ts'
import { answerIdPage, idPageQuery } from '../cursor.ts'

/** `GET /api/platforms`: the workspace's sites, newest first. */
export function listSites(app: App, { sites }: { sites: Sites }): void {
  app.route({
    method: 'GET',
    url: '/api/platforms',
    config: { access: 'viewer' },
    schema: { tags: ['platforms'], summary: 'Sites', querystring: pageQuerySchema, response: { 200: pageOf(siteSchema) } },
    handler: async (request) => answerIdPage(await sites.list(request.actor.workspaceId, idPageQuery(request.query))),
  })
}
