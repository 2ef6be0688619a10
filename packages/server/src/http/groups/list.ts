import { groupPageSchema, groupQuerySchema } from '@troupe/contract'
import type { App } from '../app.ts'
import { answerJson } from '../json-page.ts'
import type { PublicParts } from '../public-parts.ts'
import { cursorOfGroup, groupOfCursor } from './group-cursor.ts'

/** `GET /api/groups`: those with most members first, all or by name. */
export function listGroups(app: App, { reader, pages }: PublicParts): void {
  app.route({
    method: 'GET',
    url: '/api/groups',
    config: { access: 'public' },
    schema: {
      tags: ['groups'], summary: 'Groups of a world', querystring: groupQuerySchema, response: { 200: groupPageSchema },
      description: 'All groups are public: anybody reads them, and their posts stand in the world\'s feed too. Members alone post to them.',
    },
    handler: (request, reply) => answerJson(pages, request, reply, async () => {
      const { world: worldId, limit, cursor, query } = request.query
      const world = await reader.world(worldId ?? null)
      const { items, next } = await reader.groups(world, { limit, query, after: groupOfCursor(cursor) })
      return { value: { items, nextCursor: cursorOfGroup(next) }, worldId: world.id }
    }),
  })
}
