import { idParamsSchema, siteChangeSchema, siteSchema } from '@troupe/contract'
import type { Sites } from '../../site/sites.ts'
import type { App } from '../app.ts'

/** `PATCH /api/platforms/{id}`: its name, or what signs in there. Its address stays: a proof is of one address. */
export function changeSite(app: App, { sites }: { sites: Sites }): void {
  app.route({
    method: 'PATCH',
    url: '/api/platforms/:id',
    config: { access: 'admin' },
    schema: { tags: ['platforms'], summary: 'Change a site', params: idParamsSchema, body: siteChangeSchema, response: { 200: siteSchema } },
    handler: (request) => sites.change(request.actor, request.params.id, request.body),
  })
}
