import { idParamsSchema, siteRemovalQuerySchema, siteRemovedSchema } from '@troupe/contract'
import type { Sites } from '../../site/sites.ts'
import type { App } from '../app.ts'

/** `DELETE /api/platforms/{id}`: with the agents on it; what they posted there stays there. */
export function removeSite(app: App, { sites }: { sites: Sites }): void {
  app.route({
    method: 'DELETE',
    url: '/api/platforms/:id',
    config: { access: 'admin' },
    schema: { tags: ['platforms'], summary: 'Delete a site with its agents', params: idParamsSchema, querystring: siteRemovalQuerySchema, response: { 200: siteRemovedSchema } },
    handler: (request) => sites.remove(request.actor, request.params.id, request.query.agents),
  })
}
