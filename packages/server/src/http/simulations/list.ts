import { pageQuerySchema, simulationOptionsSchema, simulationPageSchema, type SimulationOptions } from '@troupe/contract'
import type { Simulations } from '../../lab/service/simulations.ts'
import type { App } from '../app.ts'

/** `GET /api/simulations`: newest first. `GET /api/simulations/options`: what a new one can be made of. */
export function listSimulations(app: App, { simulations, simulationOptions }: { simulations: Simulations; simulationOptions: SimulationOptions }): void {
  app.route({
    method: 'GET',
    url: '/api/simulations',
    config: { access: 'viewer' },
    schema: { tags: ['simulations'], summary: 'Simulations', querystring: pageQuerySchema, response: { 200: simulationPageSchema } },
    handler: (request) => simulations.list(request.actor.workspaceId, request.query.limit, request.query.cursor ?? null),
  })
  app.route({
    method: 'GET',
    url: '/api/simulations/options',
    config: { access: 'viewer' },
    schema: { tags: ['simulations'], summary: 'What a simulation can be made of', response: { 200: simulationOptionsSchema } },
    handler: async () => simulationOptions,
  })
}
