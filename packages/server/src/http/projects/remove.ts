import { idParamsSchema, projectSchema } from '@troupe/contract'
import { z } from 'zod'
import type { Projects } from '../../runtime/projects/projects.ts'
import type { App } from '../app.ts'

/** `DELETE /api/projects/{id}`: with its worlds, agents and all they said. 204 when all has gone, 202 while a large one is still going. */
export function removeProject(app: App, { projects }: { projects: Projects }): void {
  app.route({
    method: 'DELETE',
    url: '/api/projects/:id',
    config: { access: 'admin' },
    schema: { tags: ['projects'], summary: 'Delete a project and all in it', params: idParamsSchema, response: { 202: projectSchema, 204: z.void() } },
    handler: async (request, reply) => {
      const left = await projects.remove(request.actor, request.params.id)
      return left === null ? reply.code(204).send() : reply.code(202).send(left)
    },
  })
}
