import { pageOf, trendSchema } from '@troupe/contract'
import { z } from 'zod'
import type { App } from '../app.ts'
import { answerJson } from '../json-page.ts'
import { worldQuerySchema, type PublicParts } from '../public-parts.ts'

const querySchema = worldQuerySchema.extend({ limit: z.coerce.number().int().min(1).max(50).default(10) })

/** Two thousand posts are counted for it, and every page asks; what a day talks about does not turn in seconds. */
const LAG_MS = 5_000

/** `GET /api/trends`: hashtags of the last day, most used first. One page: what comes after the first fifty is no trend. */
export function listTrends(app: App, { reader, pages }: PublicParts): void {
  app.route({
    method: 'GET',
    url: '/api/trends',
    config: { access: 'public' },
    schema: { tags: ['trends'], summary: 'What is talked about', querystring: querySchema, response: { 200: pageOf(trendSchema) } },
    handler: (request, reply) => answerJson(pages, request, reply, async () => {
      const world = await reader.world(request.query.world ?? null)
      return { value: { items: await reader.trends(world, request.query.limit), nextCursor: null }, worldId: world.id }
    }, { lagMs: LAG_MS }),
  })
}
