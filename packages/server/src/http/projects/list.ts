import { pageOf, pageQuerySchema, projectSchema } from '@troupe/contract'
import type { Projects } from '../../runtime/projects/projects.ts'
import type { App } from '../app.ts'
import { answerIdPage, idPageQuery } from '../cursor.ts'

/** `GET /api/projects`: newest first. */
export function listProjects(app: App, { projects }: { projects: Projects }): void {
  app.route({
    method: 'GET',
    url: '/api/projects',
    config: { access: 'viewer' },
    schema: { tags: ['projects'], summary: 'Projects', querystring: pageQuerySchema, response: { 200: pageOf(projectSchema) } },
    handler: async (request) => answerIdPage(await projects.list(request.actor.workspaceId, idPageQuery(request.query))),
  })
}
