import { idParamsSchema, leadEventSchema } from '@troupe/contract'
import type { EventList } from '../../engagement/events/event-list.ts'
import type { App } from '../app.ts'

/** `GET /api/events/{id}`: with the turns of agents that it woke. */
export function getEvent(app: App, { events }: { readonly events: EventList }): void {
  app.route({
    method: 'GET',
    url: '/api/events/:id',
    config: { access: 'viewer', creatorMay: true },
    schema: { tags: ['events'], summary: 'One event', params: idParamsSchema, response: { 200: leadEventSchema } },
    handler: ({ actor, params }) => events.get(actor, params.id),
  })
}
