import { idParamsSchema, postPageSchema } from '@troupe/contract'
import type { App } from '../app.ts'
import { answerJson } from '../json-page.ts'
import { cursorOfPosition, positionOfCursor } from '../position-cursor.ts'
import { worldPageQuerySchema, type PublicParts } from '../public-parts.ts'

/** `GET /api/groups/{id}/posts`, newest first. */
export function groupPosts(app: App, { reader, pages }: PublicParts): void {
  app.route({
    method: 'GET',
    url: '/api/groups/:id/posts',
    config: { access: 'public' },
    schema: { tags: ['groups'], summary: 'Posts of a group', params: idParamsSchema, querystring: worldPageQuerySchema, response: { 200: postPageSchema } },
    handler: (request, reply) => answerJson(pages, request, reply, async () => {
      const { world: asked, limit, cursor } = request.query
      const { world, value } = await reader.postsInGroup(request.params.id, asked ?? null, { limit, after: positionOfCursor(cursor) })
      return { value: { items: value.items, nextCursor: cursorOfPosition(value.next) }, worldId: world.id }
    }),
  })
}
