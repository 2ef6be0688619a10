import { eventEntrySchema, eventSourceDraftSchema, idParamsSchema, pageOf, pageQuerySchema } from '@troupe/contract'
import { z } from 'zod'
import type { EventSources } from '../../engagement/events/event-sources.ts'
import type { App } from '../app.ts'
import { answerIdPage, idPageQuery } from '../cursor.ts'

export interface EventSourceRouteParts {
  readonly sources: EventSources
}

/** `/api/event-sources`: by which other wires events come in. */
export function eventSourceRoutes(app: App, { sources }: EventSourceRouteParts): void {
  const tags = ['events']
  app.route({
    method: 'GET',
    url: '/api/event-sources',
    config: { access: 'viewer', creatorMay: true },
    schema: { tags, summary: 'Event sources', querystring: pageQuerySchema, response: { 200: pageOf(eventEntrySchema) } },
    handler: async ({ actor, query }) => answerIdPage(await sources.list(actor, idPageQuery(query))),
  })
  app.route({
    method: 'POST',
    url: '/api/event-sources',
    config: { access: 'admin' },
    schema: {
      tags, summary: 'Add an event source', body: eventSourceDraftSchema, response: { 201: eventEntrySchema },
      description: '`segment`: a write key for Segment\'s client libraries, pointed at this instance (`path`). `webhook`: an address and the secret that signs what is sent to it, by Standard Webhooks. ' +
        'The key or secret is in this answer alone.',
    },
    handler: async ({ actor, body }, reply) => reply.code(201).send(await sources.create(actor, body)),
  })
  app.route({
    method: 'DELETE',
    url: '/api/event-sources/:id',
    config: { access: 'admin' },
    schema: { tags, summary: 'Delete an event source', params: idParamsSchema, response: { 204: z.null() }, description: 'Its key is worth nothing from then on. What came by it stays.' },
    handler: async ({ actor, params }, reply) => {
      await sources.remove(actor, params.id)
      return reply.code(204).send(null)
    },
  })
}
