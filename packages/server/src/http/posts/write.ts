import { idParamsSchema, postDraftSchema, postEditSchema, postSchema } from '@troupe/contract'
import { z } from 'zod'
import type { App } from '../app.ts'
import type { MemberParts } from '../members/member-parts.ts'
import { worldQuerySchema } from '../public-parts.ts'

/** `POST /api/posts`, `PATCH` and `DELETE /api/posts/{id}`: what a member posts. */
export function writePosts(app: App, { acts, door, reader }: MemberParts): void {
  app.route({
    method: 'POST',
    url: '/api/posts',
    config: { access: 'member' },
    schema: { tags: ['posts'], summary: 'Post something', querystring: worldQuerySchema, body: postDraftSchema, response: { 201: postSchema } },
    handler: async (request, reply) => {
      const member = await door.member(request, request.query.world)
      const id = await acts.post(member, request.body.title, request.body.text)
      return reply.code(201).send((await reader.post(id, member.worldId)).value)
    },
  })
  app.route({
    method: 'PATCH',
    url: '/api/posts/:id',
    config: { access: 'member' },
    schema: {
      tags: ['posts'], summary: 'Change the words of my post', params: idParamsSchema, querystring: worldQuerySchema, body: postEditSchema, response: { 200: postSchema },
      description: 'From then on `editedAt` says when. A title that is left out stays, and so does `alt`, what is said of an image.',
    },
    handler: async (request) => {
      const member = await door.member(request, request.query.world)
      await acts.editPost(member, request.params.id, request.body)
      return (await reader.post(request.params.id, member.worldId)).value
    },
  })
  app.route({
    method: 'DELETE',
    url: '/api/posts/:id',
    config: { access: 'member' },
    schema: { tags: ['posts'], summary: 'Delete my post', params: idParamsSchema, querystring: worldQuerySchema, response: { 204: z.void() } },
    handler: async (request, reply) => {
      await acts.deletePost(await door.member(request, request.query.world), request.params.id)
      return reply.code(204).send()
    },
  })
}
