import { idParamsSchema, worldChangeSchema, worldSchema } from '@troupe/contract'
import type { Worlds } from '../../runtime/projects/worlds.ts'
import type { App } from '../app.ts'

/** `PATCH /api/worlds/{id}`: its name, who sees it, which recommender. */
export function changeWorld(app: App, { worlds }: { worlds: Worlds }): void {
  app.route({
    method: 'PATCH',
    url: '/api/worlds/:id',
    config: { access: 'admin' },
    schema: { tags: ['worlds'], summary: 'Change a world', params: idParamsSchema, body: worldChangeSchema, response: { 200: worldSchema } },
    handler: (request) => worlds.change(request.actor, request.params.id, request.body),
  })
}
