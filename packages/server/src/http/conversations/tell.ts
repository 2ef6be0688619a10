import { conversationSchema, conversationTellSchema, conversationVerbParamsSchema } from '@troupe/contract'
import type { Conversations } from '../../engagement/conversations/conversations.ts'
import type { App } from '../app.ts'

/** `POST /api/conversations/{id}/{verb}`. */
export function tellConversation(app: App, { conversations }: { conversations: Conversations }): void {
  app.route({
    method: 'POST',
    url: '/api/conversations/:id/:verb',
    config: { access: 'reviewer', creatorMay: true },
    schema: {
      tags: ['conversations'], summary: 'Take, hand back, resolve, escalate or mark a conversation as read', params: conversationVerbParamsSchema, body: conversationTellSchema.nullish(), response: { 200: conversationSchema },
      description: 'While a person has a conversation, or it waits for one, no agent writes to that lead. Handed back, agents hear what the lead wrote meanwhile and nobody answered.',
    },
    handler: ({ actor, params, body }) => conversations.tell(actor, params.id, params.verb, body?.reason ?? null),
  })
}
