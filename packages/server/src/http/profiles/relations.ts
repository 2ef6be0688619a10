import { idParamsSchema, profilePageSchema, relationSchema } from '@troupe/contract'
import type { App } from '../app.ts'
import { answerJson } from '../json-page.ts'
import { cursorOfPosition, positionOfCursor } from '../position-cursor.ts'
import { worldPageQuerySchema, type PublicParts } from '../public-parts.ts'

const querySchema = worldPageQuerySchema.extend({ kind: relationSchema.default('followers') })

/** `GET /api/profiles/{id}/relations`: the latest first. */
export function profileRelations(app: App, { reader, pages }: PublicParts): void {
  app.route({
    method: 'GET',
    url: '/api/profiles/:id/relations',
    config: { access: 'public' },
    schema: { tags: ['profiles'], summary: 'Who follows, and who is followed', params: idParamsSchema, querystring: querySchema, response: { 200: profilePageSchema } },
    handler: (request, reply) => answerJson(pages, request, reply, async () => {
      const { world: asked, kind, limit, cursor } = request.query
      const { world, value } = await reader.related(request.params.id, asked ?? null, kind, { limit, after: positionOfCursor(cursor) })
      return { value: { items: value.items, nextCursor: cursorOfPosition(value.next) }, worldId: world.id }
    }),
  })
}
