import { galleryItemSchema, idParamsSchema } from '@troupe/contract'
import { must } from '../../base/errors.ts'
import type { App } from '../app.ts'
import { answerJson } from '../json-page.ts'
import { worldQuerySchema, type PublicParts } from '../public-parts.ts'

/** `GET /api/gallery/{id}`: what is said under it is at `/api/posts/{id}/comments`. */
export function oneOfGallery(app: App, { reader, pages }: PublicParts): void {
  app.route({
    method: 'GET',
    url: '/api/gallery/:id',
    config: { access: 'public' },
    schema: { tags: ['gallery'], summary: 'One image with its post', params: idParamsSchema, querystring: worldQuerySchema, response: { 200: galleryItemSchema } },
    handler: (request, reply) => answerJson(pages, request, reply, async () => {
      const { world, value } = await reader.post(request.params.id, request.query.world ?? null)
      const [item] = await reader.withViews([value])
      return { value: must(item, 'the post asked for'), worldId: world.id }
    }),
  })
}
