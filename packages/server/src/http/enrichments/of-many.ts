import {
  enrichmentPlanSchema, enrichmentRunDetailSchema, enrichmentRunOrderSchema, enrichmentRunSchema, idParamsSchema, runAcceptanceSchema, runAcceptedSchema,
} from '@troupe/contract'
import { z } from 'zod'
import type { EnrichmentRuns } from '../../persona/enrichment/enrichment-runs.ts'
import type { App } from '../app.ts'

/** `/api/enrichments`: runs over many personas. */
export function enrichMany(app: App, { enrichmentRuns: runs }: { enrichmentRuns: EnrichmentRuns }): void {
  app.route({
    method: 'POST',
    url: '/api/enrichments/plan',
    config: { access: 'operator' },
    schema: { tags: ['enrichment'], summary: 'How many a run would enrich, and by what', body: enrichmentRunOrderSchema, response: { 200: enrichmentPlanSchema } },
    handler: (request) => runs.plan(request.actor.workspaceId, request.body),
  })
  app.route({
    method: 'POST',
    url: '/api/enrichments',
    config: { access: 'operator' },
    schema: {
      tags: ['enrichment'], summary: 'Enrich many personas', body: enrichmentRunOrderSchema, response: { 202: enrichmentRunSchema },
      description: 'Goes on in the background, a few at a time. With `apply` each proposal is accepted as it comes; without, they wait for a decision. Where the budget is used up the run sleeps until there is more.',
    },
    handler: async (request, reply) => reply.code(202).send(await runs.begin(request.actor, request.body)),
  })
  app.route({
    method: 'GET',
    url: '/api/enrichments',
    config: { access: 'viewer' },
    schema: { tags: ['enrichment'], summary: 'Runs, newest first', response: { 200: z.object({ items: z.array(enrichmentRunSchema) }) } },
    handler: async (request) => ({ items: await runs.list(request.actor.workspaceId) }),
  })
  app.route({
    method: 'GET',
    url: '/api/enrichments/:id',
    config: { access: 'viewer' },
    schema: { tags: ['enrichment'], summary: 'One run with its proposals', params: idParamsSchema, response: { 200: enrichmentRunDetailSchema } },
    handler: (request) => runs.get(request.actor.workspaceId, request.params.id),
  })
  app.route({
    method: 'POST',
    url: '/api/enrichments/:id/accept',
    config: { access: 'operator' },
    schema: { tags: ['enrichment'], summary: 'Accept the proposals of a run', params: idParamsSchema, body: runAcceptanceSchema, response: { 200: runAcceptedSchema } },
    handler: (request) => runs.accept(request.actor, request.params.id, request.body.enrichmentIds),
  })
  app.route({
    method: 'POST',
    url: '/api/enrichments/:id/stop',
    config: { access: 'operator' },
    schema: { tags: ['enrichment'], summary: 'Stop a run', params: idParamsSchema, response: { 200: enrichmentRunSchema } },
    handler: (request) => runs.stop(request.actor, request.params.id),
  })
}
