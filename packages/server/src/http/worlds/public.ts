import { shownWorldSchema, type PublicWorldInfo } from '@troupe/contract'
import type { PublicWorld } from '../../feed/postgres/reading/public-world.ts'
import { spanOf } from '../../runtime/projects/span-of.ts'
import type { App } from '../app.ts'
import { answerJson } from '../json-page.ts'
import { worldQuerySchema, type PublicParts } from '../public-parts.ts'

/** `GET /api/world`: which world one is reading, the default one or another public one. */
export function thePublicWorld(app: App, { reader, pages }: PublicParts): void {
  app.route({
    method: 'GET',
    url: '/api/world',
    config: { access: 'public' },
    schema: { tags: ['worlds'], summary: 'The world one reads', querystring: worldQuerySchema, response: { 200: shownWorldSchema } },
    handler: (request, reply) => answerJson(pages, request, reply, async () => {
      const world = await reader.world(request.query.world ?? null)
      return { value: { ...shownWorld(world), ownPlaces: await reader.ownPlaces() }, worldId: world.id }
    }),
  })
}

export function shownWorld({ id, name, kind, place, operator, isDefault, joining, people, beganMs, endedMs, takesReports }: PublicWorld): PublicWorldInfo {
  return { id, name, kind, place, operator, isDefault, joining, people, span: spanOf(beganMs, endedMs), takesReports }
}
