import { memberMarksQuerySchema, memberMarksSchema } from '@troupe/contract'
import type { App } from '../app.ts'
import type { MemberParts } from './member-parts.ts'

/** `GET /api/members/marks`: how a member stands to what a page shows. Pages are the same for all, and ask for this once they are read. */
export function memberMarks(app: App, { acts, door }: MemberParts): void {
  app.route({
    method: 'GET',
    url: '/api/members/marks',
    config: { access: 'member' },
    schema: {
      tags: ['members'], summary: 'What I like and whom I follow, of these', querystring: memberMarksQuerySchema, response: { 200: memberMarksSchema },
      description: 'Posts, comments and profiles by their ids. For a visitor both lists are empty.',
    },
    handler: async (request, reply) => {
      reply.header('cache-control', 'no-store')
      const found = await door.look(request, request.query.world)
      return found === null ? { liked: [], following: [] } : acts.marks(found.member, request.query.of)
    },
  })
}
