import { idParamsSchema } from '@troupe/contract'
import { z } from 'zod'
import type { App } from '../app.ts'
import { worldQuerySchema } from '../public-parts.ts'
import type { MemberParts } from './member-parts.ts'

const TARGETS = [
  { url: '/api/posts/:id/like', tag: 'posts', on: 'Like a post', off: 'Take a like back', what: 'post' },
  { url: '/api/comments/:id/like', tag: 'comments', on: 'Like a comment', off: 'Take a like back', what: 'comment' },
  { url: '/api/profiles/:id/follow', tag: 'profiles', on: 'Follow somebody', off: 'Follow somebody no more', what: 'profile' },
] as const

/** Likes and follows: `PUT` makes it so, `DELETE` makes it not so, and either may be sent twice. */
export function memberStanding(app: App, { acts, door }: MemberParts): void {
  for (const { url, tag, on, off, what } of TARGETS) {
    for (const method of ['PUT', 'DELETE'] as const) {
      app.route({
        method,
        url,
        config: { access: 'member' },
        schema: { tags: [tag], summary: method === 'PUT' ? on : off, params: idParamsSchema, querystring: worldQuerySchema, response: { 204: z.void() } },
        handler: async (request, reply) => {
          const member = await door.member(request, request.query.world)
          if (what === 'profile') await acts.follow(member, request.params.id, method === 'PUT')
          else await acts.like(member, what, request.params.id, method === 'PUT')
          return reply.code(204).send()
        },
      })
    }
  }
}
