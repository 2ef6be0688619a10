import { idParamsSchema, postSchema } from '@troupe/contract'
import type { App } from '../app.ts'
import { answerJson } from '../json-page.ts'
import { worldQuerySchema, type PublicParts } from '../public-parts.ts'

/** `GET /api/posts/{id}` */
export function onePost(app: App, { reader, pages }: PublicParts): void {
  app.route({
    method: 'GET',
    url: '/api/posts/:id',
    config: { access: 'public' },
    schema: { tags: ['posts'], summary: 'One post', params: idParamsSchema, querystring: worldQuerySchema, response: { 200: postSchema } },
    handler: (request, reply) => answerJson(pages, request, reply, async () => {
      const { world, value } = await reader.post(request.params.id, request.query.world ?? null)
      return { value, worldId: world.id }
    }),
  })
}
