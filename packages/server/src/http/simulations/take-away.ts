import { publishSimulationSchema, simulationExportQuerySchema, simulationIdParamsSchema, simulationPublicationSchema } from '@troupe/contract'
import { z } from 'zod'
import type { RunQuestions } from '../../lab/service/run-questions.ts'
import type { App } from '../app.ts'

const TYPES = { csv: 'text/csv; charset=utf-8', jsonl: 'application/jsonl; charset=utf-8', parquet: 'application/vnd.apache.parquet', graphml: 'application/graphml+xml; charset=utf-8' } as const

/** `GET /api/simulations/{id}/export`: a table as a file. `POST` and `GET …/publish`: its world onto the site and into the console. */
export function takeSimulationsAway(app: App, { runQuestions }: { runQuestions: RunQuestions }): void {
  app.route({
    method: 'GET',
    url: '/api/simulations/:id/export',
    config: { access: 'viewer' },
    schema: { tags: ['simulations'], summary: 'A table of a simulation as a file', params: simulationIdParamsSchema, querystring: simulationExportQuerySchema, response: { 200: z.string() } },
    handler: async (request, reply) => {
      const gone = new AbortController()
      reply.raw.once('close', () => gone.abort(new Error('the asker has gone')))
      const { name, body } = await runQuestions.export(request.actor.workspaceId, request.params.id, request.query, gone.signal)
      reply.type(TYPES[request.query.format]).header('content-disposition', `attachment; filename="${name}"`)
      return reply.send(body as unknown as string)
    },
  })
  app.route({
    method: 'POST',
    url: '/api/simulations/:id/publish',
    config: { access: 'admin' },
    schema: {
      tags: ['simulations'], summary: 'Publish the world of a simulation', params: simulationIdParamsSchema, body: publishSimulationSchema, response: { 202: simulationPublicationSchema },
      description: 'It becomes a project that stands still, browsed like a live one. Delete that project to take it away again.',
    },
    handler: async (request, reply) => reply.code(202).send(await runQuestions.publish(request.actor, request.params.id, request.body)),
  })
  app.route({
    method: 'GET',
    url: '/api/simulations/:id/publish',
    config: { access: 'viewer' },
    schema: { tags: ['simulations'], summary: 'How publishing goes', params: simulationIdParamsSchema, response: { 200: simulationPublicationSchema } },
    handler: (request) => runQuestions.publication(request.actor.workspaceId, request.params.id),
  })
}
