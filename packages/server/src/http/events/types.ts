import { eventTypesQuerySchema, eventTypesSchema } from '@troupe/contract'
import type { EventList } from '../../engagement/events/event-list.ts'
import type { App } from '../app.ts'

/** `GET /api/events/types`: what happens here, most often first. */
export function eventTypes(app: App, { events }: { readonly events: EventList }): void {
  app.route({
    method: 'GET',
    url: '/api/events/types',
    config: { access: 'viewer', creatorMay: true },
    schema: {
      tags: ['events'], summary: 'Types of events, with how many', querystring: eventTypesQuerySchema, response: { 200: eventTypesSchema },
      description: 'Known types have a meaning here; any other name may be used as well. Counted by what is known of leads: without what machines did, and without leads that were erased.',
    },
    handler: ({ actor, query }) => events.types(actor, query.creatorId),
  })
}
