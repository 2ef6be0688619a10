import { idParamsSchema, projectChangeSchema, projectSchema } from '@troupe/contract'
import type { Projects } from '../../runtime/projects/projects.ts'
import type { App } from '../app.ts'

/** `PATCH /api/projects/{id}`: its name, and the recommender of its world. */
export function changeProject(app: App, { projects }: { projects: Projects }): void {
  app.route({
    method: 'PATCH',
    url: '/api/projects/:id',
    config: { access: 'admin' },
    schema: { tags: ['projects'], summary: 'Change a project', params: idParamsSchema, body: projectChangeSchema, response: { 200: projectSchema } },
    handler: (request) => projects.change(request.actor, request.params.id, request.body),
  })
}
