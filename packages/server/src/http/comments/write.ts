import { commentDraftSchema, commentEditSchema, commentSchema, idParamsSchema } from '@troupe/contract'
import { z } from 'zod'
import type { App } from '../app.ts'
import type { MemberParts } from '../members/member-parts.ts'
import { worldQuerySchema } from '../public-parts.ts'

/** `POST /api/posts/{id}/comments`, `PATCH` and `DELETE /api/comments/{id}`: what a member answers. */
export function writeComments(app: App, { acts, door, reader }: MemberParts): void {
  const commentHere = async (id: string, worldId: string) => reader.comment(id, await reader.world(worldId))
  app.route({
    method: 'POST',
    url: '/api/posts/:id/comments',
    config: { access: 'member' },
    schema: { tags: ['posts'], summary: 'Comment on a post', params: idParamsSchema, querystring: worldQuerySchema, body: commentDraftSchema, response: { 201: commentSchema } },
    handler: async (request, reply) => {
      const member = await door.member(request, request.query.world)
      const id = await acts.comment(member, request.params.id, request.body.parentId, request.body.text)
      return reply.code(201).send(await commentHere(id, member.worldId))
    },
  })
  app.route({
    method: 'PATCH',
    url: '/api/comments/:id',
    config: { access: 'member' },
    schema: { tags: ['comments'], summary: 'Change the words of my comment', params: idParamsSchema, querystring: worldQuerySchema, body: commentEditSchema, response: { 200: commentSchema } },
    handler: async (request) => {
      const member = await door.member(request, request.query.world)
      await acts.editComment(member, request.params.id, request.body.text)
      return commentHere(request.params.id, member.worldId)
    },
  })
  app.route({
    method: 'DELETE',
    url: '/api/comments/:id',
    config: { access: 'member' },
    schema: {
      tags: ['comments'], summary: 'Delete my comment', params: idParamsSchema, querystring: worldQuerySchema, response: { 204: z.void() },
      description: 'What others answered to it stays, and hangs from the nearest comment above.',
    },
    handler: async (request, reply) => {
      await acts.deleteComment(await door.member(request, request.query.world), request.params.id)
      return reply.code(204).send()
    },
  })
}
