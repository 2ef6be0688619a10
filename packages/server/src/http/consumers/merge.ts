import { idParamsSchema, mergedSchema, mergeQuerySchema, mergeSchema } from '@troupe/contract'
import type { ConsumerMerging } from '../../engagement/consumers/merging/consumer-merging.ts'
import type { App } from '../app.ts'

const AFTERWARDS = 'Whoever asks for the lead that went is answered 404 with the id of the one it is now; a change of it is refused with 409 and that id. Events, links to unsubscribe, receipts and messages that name it go to the one it is now.'

/** `/api/consumers/{id}/merge`: two leads that are one person. */
export function mergeRoutes(app: App, { consumerMerging }: { readonly consumerMerging: ConsumerMerging }): void {
  const tags = ['consumers']
  app.route({
    method: 'GET',
    url: '/api/consumers/:id/merge',
    config: { access: 'operator' },
    schema: { tags, summary: 'What merging two leads would make', params: idParamsSchema, querystring: mergeQuerySchema, response: { 200: mergedSchema }, description: 'Nothing is changed.' },
    handler: (request) => consumerMerging.preview(request.actor, request.params.id, request.query.otherId),
  })
  app.route({
    method: 'POST',
    url: '/api/consumers/:id/merge',
    config: { access: 'operator' },
    schema: {
      tags, summary: 'Merge another lead into this one', params: idParamsSchema, body: mergeSchema, response: { 200: mergedSchema },
      description: `Events, what is known by them, consents with their proofs (a no on either side stays a no), identities, messages, threads, what is planned and arms of experiments come here; where both know an address or a name, this lead keeps its own. ` +
        `Both are of one creator. Sent again, it answers that nothing moved. ${AFTERWARDS}`,
    },
    handler: (request) => consumerMerging.merge(request.actor, request.params.id, request.body.otherId),
  })
}
