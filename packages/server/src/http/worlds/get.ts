import { idParamsSchema, worldSchema } from '@troupe/contract'
import type { Worlds } from '../../runtime/projects/worlds.ts'
import type { App } from '../app.ts'

/** `GET /api/worlds/{id}` */
export function getWorld(app: App, { worlds }: { worlds: Worlds }): void {
  app.route({
    method: 'GET',
    url: '/api/worlds/:id',
    config: { access: 'viewer' },
    schema: { tags: ['worlds'], summary: 'One world', params: idParamsSchema, response: { 200: worldSchema } },
    handler: (request) => worlds.get(request.actor.workspaceId, request.params.id),
  })
}
