import { eventQuerySchema, leadEventSchema, pageOf } from '@troupe/contract'
import type { EventList } from '../../engagement/events/event-list.ts'
import type { App } from '../app.ts'
import { answerIdPage, idPageQuery } from '../cursor.ts'

/** `GET /api/events`: in the order of arrival, newest first. */
export function listEvents(app: App, { events }: { readonly events: EventList }): void {
  app.route({
    method: 'GET',
    url: '/api/events',
    config: { access: 'viewer', creatorMay: true },
    schema: {
      tags: ['events'], summary: 'Events', querystring: eventQuerySchema, response: { 200: pageOf(leadEventSchema) },
      description: '`from` and `to` are of when it happened. An event with `counted: false` was a machine\'s (a mail proxy that opens, a scanner that follows links): it is on record, and nobody acts on it.',
    },
    handler: async ({ actor, query: { limit, cursor, ...query } }) => answerIdPage(await events.list(actor, query, idPageQuery({ limit, cursor }))),
  })
}
