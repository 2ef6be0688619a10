import { invitationSchema, pageOf, pageQuerySchema } from '@troupe/contract'
import type { Invitations } from '../../people/invitations.ts'
import type { App } from '../app.ts'
import { answerIdPage, idPageQuery } from '../cursor.ts'

/** `GET /api/invitations`: waiting, expired and accepted ones, newest first, without their links. */
export function listInvitations(app: App, { invitations }: { invitations: Invitations }): void {
  app.route({
    method: 'GET',
    url: '/api/invitations',
    config: { access: 'admin' },
    schema: { tags: ['invitations'], summary: 'Invitations', querystring: pageQuerySchema, response: { 200: pageOf(invitationSchema) } },
    handler: async (request) => answerIdPage(await invitations.list(request.actor.workspaceId, idPageQuery(request.query))),
  })
}
