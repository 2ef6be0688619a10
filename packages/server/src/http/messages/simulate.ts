import { messageSchema, simulatedInboundSchema } from '@troupe/contract'
import type { Inbox } from '../../engagement/conversations/inbox.ts'
import type { App } from '../app.ts'

/** `POST /api/messages/simulate`: answer as if you were the lead. */
export function simulateMessage(app: App, { inbox }: { inbox: Inbox }): void {
  app.route({
    method: 'POST',
    url: '/api/messages/simulate',
    config: { access: 'operator' },
    schema: {
      tags: ['conversations'], summary: 'Answer as a lead, to try things out', body: simulatedInboundSchema, response: { 201: messageSchema },
      description: 'Goes the same way as a real message: thread, event, agents; STOP ends the channel. It is labelled as simulated, and refused on a channel for which the lead has no address, and on a channel by which a real vendor has reached this lead.',
    },
    handler: async (request, reply) => reply.code(201).send(await inbox.simulate(request.actor, request.body)),
  })
}
