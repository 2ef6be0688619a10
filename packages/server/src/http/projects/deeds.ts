import { idParamsSchema, siteDeedsSchema } from '@troupe/contract'
import { z } from 'zod'
import type { Projects } from '../../runtime/projects/projects.ts'
import type { App } from '../app.ts'

/** `GET /api/projects/{id}/deeds`: what its agents have done on the sites they act on. */
export function projectDeeds(app: App, { projects }: { projects: Projects }): void {
  app.route({
    method: 'GET',
    url: '/api/projects/:id/deeds',
    config: { access: 'viewer' },
    schema: { tags: ['projects'], summary: 'What was done outside', params: idParamsSchema, response: { 200: z.object({ items: z.array(siteDeedsSchema) }) } },
    handler: async (request) => ({ items: await projects.deedsOutside(request.actor.workspaceId, request.params.id) }),
  })
}
