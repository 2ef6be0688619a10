import { idParamsSchema, projectSchema, wakeSchema } from '@troupe/contract'
import type { Projects } from '../../runtime/projects/projects.ts'
import type { App } from '../app.ts'

/** `PUT /api/projects/{id}/wake`: how its agents wake, from now on; those that wait get a new time. */
export function setWake(app: App, { projects }: { projects: Projects }): void {
  app.route({
    method: 'PUT',
    url: '/api/projects/:id/wake',
    config: { access: 'admin' },
    schema: { tags: ['projects'], summary: 'How the agents wake', params: idParamsSchema, body: wakeSchema, response: { 200: projectSchema } },
    handler: (request) => projects.setWake(request.actor, request.params.id, request.body),
  })
}
