import { idParamsSchema } from '@troupe/contract'
import { z } from 'zod'
import type { Invitations } from '../../people/invitations.ts'
import type { App } from '../app.ts'

/** `DELETE /api/invitations/{id}`: its link stops working. */
export function withdrawInvitation(app: App, { invitations }: { invitations: Invitations }): void {
  app.route({
    method: 'DELETE',
    url: '/api/invitations/:id',
    config: { access: 'admin' },
    schema: { tags: ['invitations'], summary: 'Withdraw an invitation', params: idParamsSchema, response: { 204: z.void() } },
    handler: async (request, reply) => {
      await invitations.withdraw(request.actor, request.params.id)
      return reply.code(204).send()
    },
  })
}
