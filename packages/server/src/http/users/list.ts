import { pageOf, pageQuerySchema, userSchema } from '@troupe/contract'
import type { Users } from '../../people/users.ts'
import type { App } from '../app.ts'
import { answerIdPage, idPageQuery } from '../cursor.ts'

/** `GET /api/users`: the people of the workspace, newest first. */
export function listUsers(app: App, { users }: { users: Users }): void {
  app.route({
    method: 'GET',
    url: '/api/users',
    config: { access: 'viewer' },
    schema: { tags: ['users'], summary: 'The people of the workspace', querystring: pageQuerySchema, response: { 200: pageOf(userSchema) } },
    handler: async (request) => answerIdPage(await users.list(request.actor.workspaceId, idPageQuery(request.query))),
  })
}
