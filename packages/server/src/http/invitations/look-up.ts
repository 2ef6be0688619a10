import { heldInvitationSchema, invitationTokenSchema } from '@troupe/contract'
import type { Invitations } from '../../people/invitations.ts'
import type { App } from '../app.ts'

/** `POST /api/invitations/look-up`: whom a link is for, for the page that takes it up. The token is in the body, where no log keeps it. */
export function lookUpInvitation(app: App, { invitations }: { invitations: Invitations }): void {
  app.route({
    method: 'POST',
    url: '/api/invitations/look-up',
    config: { access: 'public' },
    schema: { tags: ['invitations'], summary: 'Whom an invitation is for', body: invitationTokenSchema, response: { 200: heldInvitationSchema } },
    handler: (request) => invitations.held(request.body.token),
  })
}
