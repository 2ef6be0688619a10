import { idParamsSchema, projectSchema } from '@troupe/contract'
import type { Projects } from '../../runtime/projects/projects.ts'
import type { App } from '../app.ts'

/** `GET /api/projects/{id}` */
export function getProject(app: App, { projects }: { projects: Projects }): void {
  app.route({
    method: 'GET',
    url: '/api/projects/:id',
    config: { access: 'viewer' },
    schema: { tags: ['projects'], summary: 'One project', params: idParamsSchema, response: { 200: projectSchema } },
    handler: (request) => projects.get(request.actor.workspaceId, request.params.id),
  })
}
