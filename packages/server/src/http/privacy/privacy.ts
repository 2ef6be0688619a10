import { erasedConsumerSchema, erasureSchema, idParamsSchema, retentionSchema } from '@troupe/contract'
import { z } from 'zod'
import type { ConsumerExport } from '../../engagement/privacy/consumer-export.ts'
import type { Erasure } from '../../engagement/privacy/erasure.ts'
import type { Retentions } from '../../engagement/privacy/retention.ts'
import type { App } from '../app.ts'

export interface PrivacyRoutesParts {
  readonly consumerExport: ConsumerExport
  readonly erasure: Erasure
  readonly retentions: Retentions
}

/** What a person may ask for, and how long anything is kept. */
export function privacyRoutes(app: App, { consumerExport, erasure, retentions }: PrivacyRoutesParts): void {
  const tags = ['privacy']
  app.route({
    method: 'GET',
    url: '/api/consumers/:id/export',
    config: { access: 'admin' },
    schema: { tags, summary: 'Everything there is of a lead', params: idParamsSchema, response: { 200: z.record(z.string(), z.unknown()) } },
    handler: async (request, reply) => {
      const { id } = request.params
      const document = await consumerExport.of(request.actor, id)
      return reply.header('content-disposition', `attachment; filename="lead-${id}.json"`).send(document)
    },
  })
  app.route({
    method: 'POST',
    url: '/api/consumers/:id/erase',
    config: { access: 'admin' },
    schema: {
      tags, summary: 'Erase a lead', params: idParamsSchema, body: erasureSchema, response: { 200: erasedConsumerSchema },
      description: 'Every word goes; ids, states and hashes stay, and the journal still verifies. Addresses of withdrawn consent are suppressed, so that whoever asked for silence keeps it when they are imported again.',
    },
    handler: (request) => erasure.one(request.actor, request.params.id),
  })
  app.route({
    method: 'GET',
    url: '/api/retention',
    config: { access: 'viewer' },
    schema: { tags, summary: 'How long things are kept', response: { 200: retentionSchema }, description: 'In days; null for ever.' },
    handler: (request) => retentions.get(request.actor.workspaceId),
  })
  app.route({
    method: 'PUT',
    url: '/api/retention',
    config: { access: 'admin' },
    schema: { tags, summary: 'Set how long things are kept', body: retentionSchema, response: { 200: retentionSchema }, description: 'Leads that nothing was heard of for `inactiveLeadDays` are erased; they are not suppressed by it.' },
    handler: (request) => retentions.set(request.actor, request.body),
  })
}
