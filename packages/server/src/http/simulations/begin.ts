import { begunSimulationSchema, newSimulationSchema, simulationForkSchema, simulationIdParamsSchema, simulationSchema } from '@troupe/contract'
import type { Simulations } from '../../lab/service/simulations.ts'
import type { App } from '../app.ts'

/** Five files of ten million characters, with room for what JSON puts between. */
const BODY_BYTES_MOST = 64 * 1024 * 1024

/** `POST /api/simulations` begins one; `POST /api/simulations/{id}/forks` branches one off another. */
export function beginSimulations(app: App, { simulations }: { simulations: Simulations }): void {
  app.route({
    method: 'POST',
    url: '/api/simulations',
    config: { access: 'operator' },
    bodyLimit: BODY_BYTES_MOST,
    schema: {
      tags: ['simulations'], summary: 'Begin a simulation', body: newSimulationSchema, response: { 201: begunSimulationSchema },
      description: 'It runs in a process of its own, at once or when there is room. The same inputs give the same journal to the byte. `import` tells how files of people were read, row by row where something was odd.',
    },
    handler: async (request, reply) => reply.code(201).send(await simulations.begin(request.actor, request.body)),
  })
  app.route({
    method: 'POST',
    url: '/api/simulations/:id/forks',
    config: { access: 'operator' },
    schema: {
      tags: ['simulations'], summary: 'Branch a simulation', params: simulationIdParamsSchema, body: simulationForkSchema, response: { 201: simulationSchema },
      description: 'Up to the point all is as in the parent; then the changes are made, and it goes its own way. Nothing happens in the parent.',
    },
    handler: async (request, reply) => reply.code(201).send(await simulations.fork(request.actor, request.params.id, request.body)),
  })
}
