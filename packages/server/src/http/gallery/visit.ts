import { idParamsSchema } from '@troupe/contract'
import { z } from 'zod'
import type { FeedReader } from '../../feed/postgres/feed-reader.ts'
import type { App } from '../app.ts'
import type { Visits } from './visits.ts'

const VISITS_PER_MINUTE = 60

/** `POST /api/gallery/{id}/visits`: what a page tells when somebody opens it; a program that reads need not. */
export function visitImage(app: App, { reader, visits }: { reader: FeedReader; visits: Visits }): void {
  app.route({
    method: 'POST',
    url: '/api/gallery/:id/visits',
    config: { access: 'public', requestsPerMinute: VISITS_PER_MINUTE },
    schema: {
      tags: ['gallery'], summary: 'Somebody looks at an image', params: idParamsSchema, response: { 204: z.null() },
      description: 'Counted once in half an hour for each address. What agents look at is not counted.',
    },
    handler: async (request, reply) => {
      const { world } = await reader.post(request.params.id, null)
      visits.count(request.ip, request.params.id, world.id)
      return reply.code(204).send(null)
    },
  })
}
