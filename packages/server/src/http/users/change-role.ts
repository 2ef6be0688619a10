import { idParamsSchema, memberChangeSchema, userSchema } from '@troupe/contract'
import type { Users } from '../../people/users.ts'
import type { App } from '../app.ts'

/** `PATCH /api/users/{id}`: another role in the workspace. */
export function changeRole(app: App, { users }: { users: Users }): void {
  app.route({
    method: 'PATCH',
    url: '/api/users/:id',
    config: { access: 'admin' },
    schema: { tags: ['users'], summary: 'Change the role', params: idParamsSchema, body: memberChangeSchema, response: { 200: userSchema } },
    handler: (request) => users.changeRole(request.actor, request.params.id, request.body.role),
  })
}
