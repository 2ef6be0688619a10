import { idParamsSchema, repliedSchema, replySchema } from '@troupe/contract'
import type { Conversations } from '../../engagement/conversations/conversations.ts'
import type { App } from '../app.ts'

/** `POST /api/conversations/{id}/reply`: a person answers, and has the thread from then on. */
export function replyToConversation(app: App, { conversations }: { conversations: Conversations }): void {
  app.route({
    method: 'POST',
    url: '/api/conversations/:id/reply',
    config: { access: 'reviewer', creatorMay: true },
    schema: {
      tags: ['conversations'], summary: 'Answer a lead', params: idParamsSchema, body: replySchema, response: { 202: repliedSchema },
      description: 'The answer is put into the action queue and passes the gate like any other message: follow `GET /api/actions/{actionId}` for what became of it. Agents keep still until you hand the conversation back.',
    },
    handler: async (request, reply) => reply.code(202).send(await conversations.reply(request.actor, request.params.id, request.body)),
  })
}
