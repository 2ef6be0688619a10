import { idParamsSchema, messageSchema } from '@troupe/contract'
import type { Inbox } from '../../engagement/conversations/inbox.ts'
import type { App } from '../app.ts'

/** `POST /api/messages/{id}/read`. */
export function readMessage(app: App, { inbox }: { inbox: Inbox }): void {
  app.route({
    method: 'POST',
    url: '/api/messages/:id/read',
    config: { access: 'reviewer', creatorMay: true },
    schema: { tags: ['conversations'], summary: 'Mark a message as read', params: idParamsSchema, response: { 200: messageSchema } },
    handler: ({ actor, params }) => inbox.read(actor, params.id),
  })
}
