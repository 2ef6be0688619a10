import { experimentResultSchema, experimentSchema, idParamsSchema } from '@troupe/contract'
import type { Experiments } from '../../engagement/experiments/experiments.ts'
import type { App } from '../app.ts'

/** `GET /api/experiments/{id}`, and `/results`. */
export function getExperiment(app: App, { experiments }: { experiments: Experiments }): void {
  app.route({
    method: 'GET',
    url: '/api/experiments/:id',
    config: { access: 'viewer', creatorMay: true },
    schema: { tags: ['experiments'], summary: 'One experiment', params: idParamsSchema, response: { 200: experimentSchema } },
    handler: ({ actor, params }) => experiments.get(actor, params.id),
  })
  app.route({
    method: 'GET',
    url: '/api/experiments/:id/results',
    config: { access: 'viewer', creatorMay: true },
    schema: {
      tags: ['experiments'], summary: 'What came of an experiment', params: idParamsSchema, response: { 200: experimentResultSchema },
      description: 'Intervals are confidence sequences: they hold at every look, so you may look each day and stop when `decided` is true. A lead counts once their window has passed.',
    },
    handler: ({ actor, params }) => experiments.results(actor, params.id),
  })
}
