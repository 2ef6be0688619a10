import { conversationQuerySchema, conversationSchema, pageOf } from '@troupe/contract'
import type { ConversationReader } from '../../engagement/conversations/conversation-reader.ts'
import { creatorScope } from '../../people/actor.ts'
import type { App } from '../app.ts'
import { cursorOfPosition, positionOfCursor } from '../position-cursor.ts'

/** `GET /api/conversations`: threads with leads, those with the newest word first. */
export function listConversations(app: App, { reader }: { reader: ConversationReader }): void {
  app.route({
    method: 'GET',
    url: '/api/conversations',
    config: { access: 'viewer', creatorMay: true },
    schema: { tags: ['conversations'], summary: 'Conversations', querystring: conversationQuerySchema, response: { 200: pageOf(conversationSchema) }, description: '`query` looks through names, addresses and what was said.' },
    handler: async ({ actor, query: { cursor, ...query } }) => {
      const { items, next } = await reader.list(actor.workspaceId, creatorScope(actor), { ...query, before: positionOfCursor(cursor) })
      return { items, nextCursor: cursorOfPosition(next) }
    },
  })
}
