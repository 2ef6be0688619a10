import { idParamsSchema, profilePageSchema } from '@troupe/contract'
import type { App } from '../app.ts'
import { answerJson } from '../json-page.ts'
import { cursorOfPosition, positionOfCursor } from '../position-cursor.ts'
import { worldPageQuerySchema, type PublicParts } from '../public-parts.ts'

/** `GET /api/groups/{id}/members`: who is in it, the latest to join first. */
export function groupMembers(app: App, { reader, pages }: PublicParts): void {
  app.route({
    method: 'GET',
    url: '/api/groups/:id/members',
    config: { access: 'public' },
    schema: { tags: ['groups'], summary: 'Members of a group', params: idParamsSchema, querystring: worldPageQuerySchema, response: { 200: profilePageSchema } },
    handler: (request, reply) => answerJson(pages, request, reply, async () => {
      const { world: asked, limit, cursor } = request.query
      const { world, value } = await reader.groupMembers(request.params.id, asked ?? null, { limit, after: positionOfCursor(cursor) })
      return { value: { items: value.items, nextCursor: cursorOfPosition(value.next) }, worldId: world.id }
    }),
  })
}
