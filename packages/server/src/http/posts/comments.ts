import { commentPageSchema, idParamsSchema } from '@troupe/contract'
import type { App } from '../app.ts'
import { encodeCursor, idOfCursor } from '../cursor.ts'
import { answerJson } from '../json-page.ts'
import { worldPageQuerySchema, type PublicParts } from '../public-parts.ts'

/** `GET /api/posts/{id}/comments` */
export function postComments(app: App, { reader, pages }: PublicParts): void {
  app.route({
    method: 'GET',
    url: '/api/posts/:id/comments',
    config: { access: 'public' },
    schema: {
      tags: ['posts'], summary: 'Comments under a post', params: idParamsSchema, querystring: worldPageQuerySchema, response: { 200: commentPageSchema },
      description: 'Oldest first; `parentId` makes them a tree. What answered a comment that is gone hangs from the nearest one above that is not.',
    },
    handler: (request, reply) => answerJson(pages, request, reply, async () => {
      const { world: asked, limit, cursor } = request.query
      const { world, value: { items, next } } = await reader.comments(request.params.id, asked ?? null, {
        limit, after: cursor === undefined ? null : idOfCursor(cursor),
      })
      return { value: { items, nextCursor: next === null ? null : encodeCursor(next) }, worldId: world.id }
    }),
  })
}
