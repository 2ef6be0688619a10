import { listedWorldPageSchema, pageQuerySchema, type ListedWorld } from '@troupe/contract'
import type { CountedWorld } from '../../feed/postgres/reading/public-world.ts'
import type { App } from '../app.ts'
import { encodeCursor, idOfCursor } from '../cursor.ts'
import { answerJson } from '../json-page.ts'
import type { PublicParts } from '../public-parts.ts'
import { shownWorld } from './public.ts'

/** Counting the members of a world of a hundred thousand takes some 20 ms; in a lively one each post would ask for it again. */
const LAG_MS = 5_000

/** `GET /api/worlds/public`: those that anybody may read, the one shown first before the others, and these newest first. */
export function listPublicWorlds(app: App, { reader, pages }: PublicParts): void {
  app.route({
    method: 'GET',
    url: '/api/worlds/public',
    config: { access: 'public' },
    schema: { tags: ['worlds'], summary: 'Worlds that anybody may read', querystring: pageQuerySchema, response: { 200: listedWorldPageSchema } },
    handler: (request, reply) => answerJson(pages, request, reply, async () => {
      const { limit, cursor } = request.query
      const { items, next } = await reader.worlds(limit, cursor === undefined ? null : idOfCursor(cursor))
      return { value: { items: items.map(listed), nextCursor: next === null ? null : encodeCursor(next) }, worldId: items[0]?.id ?? null }
    }, { lagMs: LAG_MS }),
  })
}

function listed(world: CountedWorld): ListedWorld {
  const { members, posts, comments } = world
  return { ...shownWorld(world), counts: { members, posts, comments } }
}
