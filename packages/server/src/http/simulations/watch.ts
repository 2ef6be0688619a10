import { simulatedAgentsQuerySchema, simulatedAgentsSchema, simulationEventSchema, simulationFeedSchema, simulationIdParamsSchema } from '@troupe/contract'
import { setTimeout as delay } from 'node:timers/promises'
import { MissingError } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import type { Simulations } from '../../lab/service/simulations.ts'
import type { App } from '../app.ts'
import type { EventStream, EventStreams } from '../sse.ts'

/** A run says twice a second how far it is. */
const LOOK_EVERY_MS = 300

/** `GET /api/simulations/{id}/stream`, `…/feed` and `…/agents`. */
export function watchSimulations(app: App, { simulations, streams }: { simulations: Simulations; streams: EventStreams }): void {
  app.route({
    method: 'GET',
    url: '/api/simulations/:id/stream',
    config: { access: 'viewer' },
    schema: {
      tags: ['simulations'], summary: 'A simulation, live', produces: ['text/event-stream'], params: simulationIdParamsSchema, response: { 200: simulationEventSchema },
      description: 'Server-sent events: `simulation` each time it has moved, `feed` when something was said. Both carry all there is to show, so that none is missed by coming late. It ends when the simulation is deleted.',
    },
    handler: async (request, reply) => {
      const { actor: { workspaceId }, params: { id } } = request
      await simulations.get(workspaceId, id)
      await streams.answer(request, reply, (stream) => tell(simulations, workspaceId, id, stream))
    },
  })
  app.route({
    method: 'GET',
    url: '/api/simulations/:id/feed',
    config: { access: 'viewer' },
    schema: { tags: ['simulations'], summary: 'What was said last in a simulation', params: simulationIdParamsSchema, response: { 200: simulationFeedSchema } },
    handler: (request) => simulations.feed(request.actor.workspaceId, request.params.id),
  })
  app.route({
    method: 'GET',
    url: '/api/simulations/:id/agents',
    config: { access: 'viewer' },
    schema: { tags: ['simulations'], summary: 'The people of a simulation', params: simulationIdParamsSchema, querystring: simulatedAgentsQuerySchema, response: { 200: simulatedAgentsSchema } },
    handler: (request) => simulations.agents(request.actor.workspaceId, request.params.id, request.query),
  })
}

async function tell(simulations: Simulations, workspaceId: Id, id: string, stream: EventStream): Promise<void> {
  let [told, saidAt] = ['', '']
  while (!stream.signal.aborted) {
    try {
      const simulation = await simulations.get(workspaceId, id)
      const text = JSON.stringify(simulation)
      if (text !== told) stream.send({ event: 'simulation', data: simulation })
      told = text
      const feed = await simulations.feed(workspaceId, id)
      if (feed.at !== null && feed.at !== saidAt) stream.send({ event: 'feed', data: feed })
      saidAt = feed.at ?? ''
    } catch (error) {
      if (error instanceof MissingError) return
      throw error
    }
    await delay(LOOK_EVERY_MS)
  }
}
