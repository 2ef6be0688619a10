import { idParamsSchema } from '@troupe/contract'
import { z } from 'zod'
import type { Users } from '../../people/users.ts'
import type { App } from '../app.ts'

/** `DELETE /api/users/{id}`: out of the workspace; the account stays. */
export function removeUser(app: App, { users }: { users: Users }): void {
  app.route({
    method: 'DELETE',
    url: '/api/users/:id',
    config: { access: 'admin' },
    schema: { tags: ['users'], summary: 'Take out of the workspace', params: idParamsSchema, response: { 204: z.void() } },
    handler: async (request, reply) => {
      await users.remove(request.actor, request.params.id)
      return reply.code(204).send()
    },
  })
}
