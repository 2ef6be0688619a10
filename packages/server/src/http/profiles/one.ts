import { idParamsSchema, profileSchema } from '@troupe/contract'
import { z } from 'zod'
import type { App } from '../app.ts'
import { answerJson } from '../json-page.ts'
import { worldQuerySchema, type PublicParts } from '../public-parts.ts'

const usernameParamsSchema = z.strictObject({ username: z.string().min(1).max(60) })

/** `GET /api/profiles/{id}` and `/api/profiles/by-username/{username}` */
export function oneProfile(app: App, { reader, pages }: PublicParts): void {
  app.route({
    method: 'GET',
    url: '/api/profiles/:id',
    config: { access: 'public' },
    schema: { tags: ['profiles'], summary: 'One member', params: idParamsSchema, querystring: worldQuerySchema, response: { 200: profileSchema } },
    handler: (request, reply) => answerJson(pages, request, reply, async () => {
      const { world, value } = await reader.profile(request.params.id, request.query.world ?? null)
      return { value, worldId: world.id }
    }),
  })
  app.route({
    method: 'GET',
    url: '/api/profiles/by-username/:username',
    config: { access: 'public' },
    schema: { tags: ['profiles'], summary: 'One member by name', params: usernameParamsSchema, querystring: worldQuerySchema, response: { 200: profileSchema } },
    handler: (request, reply) => answerJson(pages, request, reply, async () => {
      const world = await reader.world(request.query.world ?? null)
      return { value: await reader.profileNamed(world, request.params.username.replace(/^@/, '')), worldId: world.id }
    }),
  })
}
