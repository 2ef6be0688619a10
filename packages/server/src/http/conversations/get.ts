import { conversationDetailSchema, conversationReadQuerySchema, idParamsSchema } from '@troupe/contract'
import type { ConversationReader } from '../../engagement/conversations/conversation-reader.ts'
import { creatorScope } from '../../people/actor.ts'
import type { App } from '../app.ts'

/** `GET /api/conversations/{id}`: the thread with its newest messages, in the order they were said. */
export function getConversation(app: App, { reader }: { reader: ConversationReader }): void {
  app.route({
    method: 'GET',
    url: '/api/conversations/:id',
    config: { access: 'viewer', creatorMay: true },
    schema: {
      tags: ['conversations'], summary: 'One conversation', params: idParamsSchema, querystring: conversationReadQuerySchema, response: { 200: conversationDetailSchema },
      description: 'Holds up to 50 messages. Where `earlier` is true there are more: ask again with `before` set to the id of the oldest you have.',
    },
    handler: ({ actor, params, query }) => reader.get(actor.workspaceId, creatorScope(actor), params.id, query.before ?? null),
  })
}
