import { groupSchema, idParamsSchema } from '@troupe/contract'
import { z } from 'zod'
import type { App } from '../app.ts'
import { answerJson } from '../json-page.ts'
import { worldQuerySchema, type PublicParts } from '../public-parts.ts'

const nameParamsSchema = z.strictObject({ name: z.string().min(1).max(100) })

/** `GET /api/groups/{id}` and `/api/groups/by-name/{name}` */
export function oneGroup(app: App, { reader, pages }: PublicParts): void {
  app.route({
    method: 'GET',
    url: '/api/groups/:id',
    config: { access: 'public' },
    schema: { tags: ['groups'], summary: 'One group', params: idParamsSchema, querystring: worldQuerySchema, response: { 200: groupSchema } },
    handler: (request, reply) => answerJson(pages, request, reply, async () => {
      const { world, value } = await reader.group(request.params.id, request.query.world ?? null)
      return { value, worldId: world.id }
    }),
  })
  app.route({
    method: 'GET',
    url: '/api/groups/by-name/:name',
    config: { access: 'public' },
    schema: { tags: ['groups'], summary: 'One group by name, in any case', params: nameParamsSchema, querystring: worldQuerySchema, response: { 200: groupSchema } },
    handler: (request, reply) => answerJson(pages, request, reply, async () => {
      const world = await reader.world(request.query.world ?? null)
      return { value: await reader.groupNamed(world, request.params.name), worldId: world.id }
    }),
  })
}
