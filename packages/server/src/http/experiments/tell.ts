import { experimentSchema, idParamsSchema } from '@troupe/contract'
import type { Experiments } from '../../engagement/experiments/experiments.ts'
import type { App } from '../app.ts'

/** `POST /api/experiments/{id}/start` and `/stop`. */
export function tellExperiment(app: App, { experiments }: { experiments: Experiments }): void {
  app.route({
    method: 'POST',
    url: '/api/experiments/:id/start',
    config: { access: 'operator' },
    schema: { tags: ['experiments'], summary: 'Start an experiment', params: idParamsSchema, response: { 200: experimentSchema }, description: 'One at a time for an agent.' },
    handler: ({ actor, params }) => experiments.start(actor, params.id),
  })
  app.route({
    method: 'POST',
    url: '/api/experiments/:id/stop',
    config: { access: 'operator' },
    schema: { tags: ['experiments'], summary: 'Stop an experiment', params: idParamsSchema, response: { 200: experimentSchema }, description: 'For good. Leads who were held out hear from the agent again; what was counted stays, and windows that run still count.' },
    handler: ({ actor, params }) => experiments.stop(actor, params.id),
  })
}
