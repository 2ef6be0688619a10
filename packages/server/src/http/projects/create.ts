import { projectDraftSchema, projectSchema } from '@troupe/contract'
import type { Projects } from '../../runtime/projects/projects.ts'
import type { App } from '../app.ts'

/** `POST /api/projects`: with a world of its own, not public yet. */
export function createProject(app: App, { projects }: { projects: Projects }): void {
  app.route({
    method: 'POST',
    url: '/api/projects',
    config: { access: 'admin' },
    schema: { tags: ['projects'], summary: 'Make a project and its world', body: projectDraftSchema, response: { 201: projectSchema } },
    handler: async (request, reply) => reply.code(201).send(await projects.create(request.actor, request.body)),
  })
}
