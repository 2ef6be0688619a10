import { simulationChangeSchema, simulationIdParamsSchema, simulationSchema } from '@troupe/contract'
import { z } from 'zod'
import type { Simulations } from '../../lab/service/simulations.ts'
import type { App } from '../app.ts'

/** `GET`, `PATCH`, `DELETE /api/simulations/{id}`; `POST …/start` and `…/stop`. */
export function oneSimulation(app: App, { simulations }: { simulations: Simulations }): void {
  app.route({
    method: 'GET',
    url: '/api/simulations/:id',
    config: { access: 'viewer' },
    schema: { tags: ['simulations'], summary: 'One simulation', params: simulationIdParamsSchema, response: { 200: simulationSchema } },
    handler: (request) => simulations.get(request.actor.workspaceId, request.params.id),
  })
  app.route({
    method: 'PATCH',
    url: '/api/simulations/:id',
    config: { access: 'operator' },
    schema: { tags: ['simulations'], summary: 'Rename a simulation, or let it go on for longer', params: simulationIdParamsSchema, body: simulationChangeSchema, response: { 200: simulationSchema } },
    handler: (request) => simulations.change(request.actor, request.params.id, request.body),
  })
  app.route({
    method: 'DELETE',
    url: '/api/simulations/:id',
    config: { access: 'operator' },
    schema: { tags: ['simulations'], summary: 'Delete a simulation', description: 'With its journal and checkpoints. Branches keep what they have in common with it; a world that was published stays.', params: simulationIdParamsSchema, response: { 204: z.void() } },
    handler: async (request, reply) => {
      await simulations.remove(request.actor, request.params.id)
      return reply.code(204).send()
    },
  })
  app.route({
    method: 'POST',
    url: '/api/simulations/:id/start',
    config: { access: 'operator' },
    schema: { tags: ['simulations'], summary: 'Run it to its end, from where it stands', params: simulationIdParamsSchema, response: { 200: simulationSchema } },
    handler: (request) => simulations.start(request.actor, request.params.id),
  })
  app.route({
    method: 'POST',
    url: '/api/simulations/:id/stop',
    config: { access: 'operator' },
    schema: { tags: ['simulations'], summary: 'Stop it; it can be started again from its last checkpoint', params: simulationIdParamsSchema, response: { 200: simulationSchema } },
    handler: (request) => simulations.stop(request.actor, request.params.id),
  })
}
