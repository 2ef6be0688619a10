import { plotThemeQuerySchema, simulationComparisonQuerySchema, simulationComparisonSchema, simulationIdSchema, simulationMeasuresSchema, simulationIdParamsSchema } from '@troupe/contract'
import { z } from 'zod'
import { pngOf, type DrawsPng } from '../../lab/plots/png.ts'
import type { RunQuestions } from '../../lab/service/run-questions.ts'
import type { App } from '../app.ts'

const plotParamsSchema = z.strictObject({ id: simulationIdSchema, name: z.string().regex(/^[a-z][a-z0-9-]{0,59}$/i), kind: z.enum(['svg', 'png']) })
/** A plot is drawn in a fifth of a second; others' images may stand before it. */
const PNG_MS = 60_000
const TYPES = { svg: 'image/svg+xml', png: 'image/png' } as const

/** `GET /api/simulations/{id}/measures`, `…/plots/{name}.{svg|png}`, `GET /api/simulations/compare`. */
export function measureSimulations(app: App, { runQuestions, drawing }: { runQuestions: RunQuestions; drawing: DrawsPng }): void {
  app.route({
    method: 'GET',
    url: '/api/simulations/:id/measures',
    config: { access: 'viewer' },
    schema: {
      tags: ['simulations'], summary: 'What a simulation comes to, in numbers and plots', params: simulationIdParamsSchema, querystring: plotThemeQuerySchema, response: { 200: simulationMeasuresSchema },
      description: 'Asking begins the measuring; ask again until `state` is `ready`. One that is not done is measured at its last checkpoint.',
    },
    handler: (request) => runQuestions.measures(request.actor.workspaceId, request.params.id, request.query.theme),
  })
  app.route({
    method: 'GET',
    url: '/api/simulations/:id/plots/:name.:kind',
    config: { access: 'viewer' },
    schema: { tags: ['simulations'], summary: 'One plot as a picture', params: plotParamsSchema, querystring: plotThemeQuerySchema, response: { 200: z.string() } },
    handler: async (request, reply) => {
      const { id, name, kind } = request.params
      const plot = await runQuestions.plot(request.actor.workspaceId, id, name, request.query.theme)
      // Tens of megabytes of drawing code, for those who ask for pictures.
      const { svgOf } = await import('../../lab/plots/svg.ts')
      const svg = svgOf(plot)
      reply.type(TYPES[kind]).header('content-disposition', `attachment; filename="${id}-${name}.${kind}"`)
      return kind === 'svg' ? reply.send(svg) : reply.send((await pngOf(svg, drawing, AbortSignal.timeout(PNG_MS))) as unknown as string)
    },
  })
  app.route({
    method: 'GET',
    url: '/api/simulations/compare',
    config: { access: 'viewer' },
    schema: {
      tags: ['simulations'], summary: 'Simulations side by side', querystring: simulationComparisonQuerySchema, response: { 200: simulationComparisonSchema },
      description: 'Those that are alike but for their seeds are repetitions of one branch; the first named is the base. Asking begins the work; ask again until `state` is `ready`.',
    },
    handler: (request) => runQuestions.comparison(request.actor.workspaceId, request.query.runs, request.query.theme),
  })
}
