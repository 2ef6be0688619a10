import { invitationSchema, inviteSchema } from '@troupe/contract'
import type { Invitations } from '../../people/invitations.ts'
import type { App } from '../app.ts'

/** `POST /api/invitations`: the answer alone carries the link, for the inviter to pass on. */
export function createInvitation(app: App, parts: { invitations: Invitations; invitationLink: (token: string) => string }): void {
  app.route({
    method: 'POST',
    url: '/api/invitations',
    config: { access: 'admin' },
    schema: { tags: ['invitations'], summary: 'Invite somebody', body: inviteSchema, response: { 201: invitationSchema } },
    handler: async (request, reply) => {
      const { invitation, token } = await parts.invitations.create(request.actor, request.body.email, request.body.role, request.body.creatorId ?? null)
      return reply.code(201).send({ ...invitation, link: parts.invitationLink(token) })
    },
  })
}
