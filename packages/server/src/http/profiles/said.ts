import { commentPageSchema, idParamsSchema, postPageSchema } from '@troupe/contract'
import type { App } from '../app.ts'
import { encodeCursor, idOfCursor } from '../cursor.ts'
import { answerJson } from '../json-page.ts'
import { cursorOfPosition, positionOfCursor } from '../position-cursor.ts'
import { worldPageQuerySchema, type PublicParts } from '../public-parts.ts'

/** `GET /api/profiles/{id}/posts` and `/comments`: what a member has said, newest first. */
export function saidByProfile(app: App, { reader, pages }: PublicParts): void {
  app.route({
    method: 'GET',
    url: '/api/profiles/:id/posts',
    config: { access: 'public' },
    schema: { tags: ['profiles'], summary: 'Posts of a member', params: idParamsSchema, querystring: worldPageQuerySchema, response: { 200: postPageSchema } },
    handler: (request, reply) => answerJson(pages, request, reply, async () => {
      const { world: asked, limit, cursor } = request.query
      const { world, value } = await reader.postsBy(request.params.id, asked ?? null, { limit, after: positionOfCursor(cursor) })
      return { value: { items: value.items, nextCursor: cursorOfPosition(value.next) }, worldId: world.id }
    }),
  })
  app.route({
    method: 'GET',
    url: '/api/profiles/:id/comments',
    config: { access: 'public' },
    schema: { tags: ['profiles'], summary: 'Comments of a member', params: idParamsSchema, querystring: worldPageQuerySchema, response: { 200: commentPageSchema } },
    handler: (request, reply) => answerJson(pages, request, reply, async () => {
      const { world: asked, limit, cursor } = request.query
      const { world, value } = await reader.commentsBy(request.params.id, asked ?? null, { limit, after: cursor === undefined ? null : idOfCursor(cursor) })
      return { value: { items: value.items, nextCursor: value.next === null ? null : encodeCursor(value.next) }, worldId: world.id }
    }),
  })
}
