import { inboxQuerySchema, messageSchema, pageOf } from '@troupe/contract'
import type { Inbox } from '../../engagement/conversations/inbox.ts'
import type { App } from '../app.ts'
import { answerIdPage, idPageQuery } from '../cursor.ts'

/** `GET /api/messages`: the instance's own inbox. */
export function listMessages(app: App, { inbox }: { inbox: Inbox }): void {
  app.route({
    method: 'GET',
    url: '/api/messages',
    config: { access: 'viewer', creatorMay: true },
    schema: { tags: ['conversations'], summary: 'The inbox', querystring: inboxQuerySchema, response: { 200: pageOf(messageSchema) }, description: 'What the console channel carried, in both directions, newest first. None of it left this machine.' },
    handler: async ({ actor, query }) => answerIdPage(await inbox.list(actor, { ...idPageQuery(query), creatorId: query.creatorId, consumerId: query.consumerId, unread: query.unread === 'true' })),
  })
}
