import { searchResultSchema } from '@troupe/contract'
import { z } from 'zod'
import type { App } from '../app.ts'
import { answerJson } from '../json-page.ts'
import { worldQuerySchema, type PublicParts } from '../public-parts.ts'

const querySchema = worldQuerySchema.extend({
  q: z.string().trim().min(1, 'say what to look for').max(200).describe('words, `#hashtag` or `@username`'),
  limit: z.coerce.number().int().min(1).max(50).default(20).describe('of posts and of people each'),
})

/** `GET /api/search` */
export function search(app: App, { reader, pages }: PublicParts): void {
  app.route({
    method: 'GET',
    url: '/api/search',
    config: { access: 'public' },
    schema: { tags: ['search'], summary: 'Posts and people', querystring: querySchema, response: { 200: searchResultSchema } },
    handler: (request, reply) => answerJson(pages, request, reply, async () => {
      const { world: asked, q, limit } = request.query
      const world = await reader.world(asked ?? null)
      return { value: await reader.search(world, q, limit), worldId: world.id }
    }),
  })
}
