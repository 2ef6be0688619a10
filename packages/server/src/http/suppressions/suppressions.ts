import { idParamsSchema, pageOf, pageQuerySchema, suppressionDraftSchema, suppressionSchema } from '@troupe/contract'
import { z } from 'zod'
import type { Suppressions } from '../../engagement/consumers/suppressions.ts'
import type { SuppressionList } from '../../messaging/suppression/suppression-list.ts'
import type { App } from '../app.ts'
import { answerIdPage, idPageQuery } from '../cursor.ts'

/** `/api/suppressions`: addresses nothing is sent to. Of each only a hash is kept. */
export function suppressionRoutes(app: App, { suppressions, suppressionList }: { readonly suppressions: Suppressions; readonly suppressionList: SuppressionList }): void {
  const tags = ['suppressions']
  app.route({
    method: 'GET',
    url: '/api/suppressions',
    config: { access: 'viewer' },
    schema: { tags, summary: 'Suppressed addresses, as hashes, newest first', querystring: pageQuerySchema, response: { 200: pageOf(suppressionSchema) } },
    handler: async ({ actor, query }) => answerIdPage(await suppressionList.list(actor.workspaceId, idPageQuery(query))),
  })
  app.route({
    method: 'POST',
    url: '/api/suppressions',
    config: { access: 'operator' },
    schema: { tags, summary: 'Suppress an address', body: suppressionDraftSchema, response: { 201: suppressionSchema } },
    handler: async (request, reply) => reply.code(201).send(await suppressions.add(request.actor, request.body)),
  })
  app.route({
    method: 'DELETE',
    url: '/api/suppressions/:id',
    config: { access: 'admin' },
    schema: { tags, summary: 'Lift a suppression', params: idParamsSchema, response: { 204: z.void() }, description: 'For somebody who asked to be written to again. Consent that was withdrawn stays withdrawn until it is given again.' },
    handler: async (request, reply) => {
      await suppressions.lift(request.actor, request.params.id)
      return reply.code(204).send()
    },
  })
}
