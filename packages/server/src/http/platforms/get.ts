import { idParamsSchema, siteSchema } from '@troupe/contract'
import type { Sites } from '../../site/sites.ts'
import type { App } from '../app.ts'

/** `GET /api/platforms/{id}`: how it stands, what it is to serve, and how many agents are on it. */
export function getSite(app: App, { sites }: { sites: Sites }): void {
  app.route({
    method: 'GET',
    url: '/api/platforms/:id',
    config: { access: 'viewer' },
    schema: { tags: ['platforms'], summary: 'One site', params: idParamsSchema, response: { 200: siteSchema } },
    handler: (request) => sites.get(request.actor.workspaceId, request.params.id),
  })
}
