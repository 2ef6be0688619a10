import { consumerChangeSchema, consumerDraftSchema, consumerPageSchema, consumerQuerySchema, consumerSchema, idParamsSchema, leadScoreSchema } from '@troupe/contract'
import type { Consumers } from '../../engagement/consumers/consumers.ts'
import type { App } from '../app.ts'
import { cursorOfPosition, positionOfCursor } from '../position-cursor.ts'

/** `/api/consumers`: leads. */
export function consumerRoutes(app: App, { consumers }: { readonly consumers: Consumers }): void {
  const tags = ['consumers']
  app.route({
    method: 'GET',
    url: '/api/consumers',
    config: { access: 'viewer', creatorMay: true },
    schema: {
      tags, summary: 'Leads, with how many there are by stage', querystring: consumerQuerySchema, response: { 200: consumerPageSchema },
      description: 'Those erased, and those merged into another, are left out. `order=score` sorts the 2,000 that match and were seen last.',
    },
    handler: async ({ actor, query }) => {
      const { next, ...page } = await consumers.list(actor, query, positionOfCursor(query.cursor))
      return { ...page, nextCursor: cursorOfPosition(next) }
    },
  })
  app.route({
    method: 'POST',
    url: '/api/consumers',
    config: { access: 'operator' },
    schema: { tags, summary: 'Add a lead', body: consumerDraftSchema, response: { 201: consumerSchema }, description: 'An address belongs to one lead of a creator; a second one with it is refused.' },
    handler: async (request, reply) => reply.code(201).send(await consumers.create(request.actor, request.body)),
  })
  app.route({
    method: 'GET',
    url: '/api/consumers/:id',
    config: { access: 'viewer', creatorMay: true },
    schema: { tags, summary: 'One lead', params: idParamsSchema, response: { 200: consumerSchema } },
    handler: (request) => consumers.get(request.actor, request.params.id),
  })
  app.route({
    method: 'GET',
    url: '/api/consumers/:id/score',
    config: { access: 'viewer', creatorMay: true },
    schema: { tags, summary: "A lead's score, with its reasons", params: idParamsSchema, response: { 200: leadScoreSchema }, description: 'The points add up to the score before it is cut to 0–100.' },
    handler: (request) => consumers.score(request.actor, request.params.id),
  })
  app.route({
    method: 'PATCH',
    url: '/api/consumers/:id',
    config: { access: 'operator' },
    schema: {
      tags, summary: 'Change a lead', params: idParamsSchema, body: consumerChangeSchema, response: { 200: consumerSchema },
      description: 'Attributes that are named are set, or emptied by null; others stay. Stage and attributes are recorded as events, so that a context rebuilt from them is the same.',
    },
    handler: (request) => consumers.change(request.actor, request.params.id, request.body),
  })
}
