import { enrichmentAcceptanceSchema, enrichmentOrderSchema, enrichmentSchema, idParamsSchema, idSchema, personaSchema } from '@troupe/contract'
import { z } from 'zod'
import type { Enrichments } from '../../persona/enrichment/enrichments.ts'
import type { App } from '../app.ts'

/** A proposal may spend money; a person presses the button a few times. */
const PROPOSALS_PER_MINUTE = 30

/** `/api/personas/{id}/enrichment`: POST asks for a proposal, PUT accepts it, DELETE dismisses or undoes it, GET tells what there was. */
export function enrichPersona(app: App, { enrichments }: { enrichments: Enrichments }): void {
  const url = '/api/personas/:id/enrichment'
  const params = idParamsSchema
  app.route({
    method: 'POST',
    url,
    config: { access: 'operator', requestsPerMinute: PROPOSALS_PER_MINUTE },
    schema: {
      tags: ['enrichment'], summary: 'Propose a deeper persona', params, body: enrichmentOrderSchema, response: { 201: enrichmentSchema },
      description: 'By the model for the purpose `persona`, else by templates, which `generator` and `note` say. Nothing is changed until it is accepted.',
    },
    handler: async (request, reply) => {
      const gone = new AbortController()
      reply.raw.once('close', () => gone.abort())
      return reply.code(201).send(await enrichments.propose(request.actor, request.params.id, request.body.research ?? null, gone.signal))
    },
  })
  app.route({
    method: 'PUT',
    url,
    config: { access: 'operator' },
    schema: {
      tags: ['enrichment'], summary: 'Accept a proposal', params, body: enrichmentAcceptanceSchema, response: { 200: personaSchema },
      description: 'Whole or by field. A conflict where a field was changed since the proposal was made.',
    },
    handler: (request) => enrichments.apply(request.actor, request.body.enrichmentId, request.body.fields),
  })
  app.route({
    method: 'DELETE',
    url,
    config: { access: 'operator' },
    schema: { tags: ['enrichment'], summary: 'Dismiss a proposal, or undo one', params, querystring: z.strictObject({ enrichmentId: idSchema }), response: { 200: enrichmentSchema } },
    handler: (request) => enrichments.takeBack(request.actor, request.query.enrichmentId),
  })
  app.route({
    method: 'GET',
    url,
    config: { access: 'viewer' },
    schema: { tags: ['enrichment'], summary: 'Proposals for a persona, newest first', params, response: { 200: z.object({ items: z.array(enrichmentSchema) }) } },
    handler: async (request) => ({ items: await enrichments.history(request.actor.workspaceId, request.params.id) }),
  })
}
