import { consentChangeSchema, consentRecordSchema, consumerSchema, idParamsSchema, pageOf, pageQuerySchema } from '@troupe/contract'
import type { Consents } from '../../engagement/consumers/consents.ts'
import type { App } from '../app.ts'
import { answerIdPage, idPageQuery } from '../cursor.ts'

/** `/api/consumers/{id}/consents`: what a lead agreed to, and how that came about. */
export function consentRoutes(app: App, { consents }: { readonly consents: Consents }): void {
  const tags = ['consumers']
  app.route({
    method: 'GET',
    url: '/api/consumers/:id/consents',
    config: { access: 'viewer', creatorMay: true },
    schema: { tags, summary: 'What a lead agreed to, newest first', params: idParamsSchema, querystring: pageQuerySchema, response: { 200: pageOf(consentRecordSchema) } },
    handler: async ({ actor, params, query }) => answerIdPage(await consents.list(actor, params.id, idPageQuery(query))),
  })
  app.route({
    method: 'POST',
    url: '/api/consumers/:id/consents',
    config: { access: 'operator' },
    schema: {
      tags, summary: 'Record that consent was given or withdrawn', params: idParamsSchema, body: consentChangeSchema, response: { 200: consumerSchema },
      description: 'Withdrawing takes back what waits to be sent on that channel. Granting lifts nothing from the suppression list.',
    },
    handler: (request) => consents.add(request.actor, request.params.id, request.body),
  })
}
