import { simulationAnswersSchema, simulationIdParamsSchema, simulationInterviewSchema } from '@troupe/contract'
import type { RunQuestions } from '../../lab/service/run-questions.ts'
import type { App } from '../app.ts'

/** `POST /api/simulations/{id}/interviews`: asks, and answers when all have answered. Whoever hangs up calls it off. */
export function askSimulations(app: App, { runQuestions }: { runQuestions: RunQuestions }): void {
  app.route({
    method: 'POST',
    url: '/api/simulations/:id/interviews',
    config: { access: 'operator' },
    schema: {
      tags: ['simulations'], summary: 'Ask people of a simulation', params: simulationIdParamsSchema, body: simulationInterviewSchema, response: { 200: simulationAnswersSchema },
      description: 'They answer as of the moment named, from what each remembers then. The world is brought there and thrown away: its journal stays what it is.',
    },
    handler: (request, reply) => {
      const gone = new AbortController()
      reply.raw.once('close', () => gone.abort(new Error('the asker has gone')))
      return runQuestions.interview(request.actor, request.params.id, request.body, gone.signal)
    },
  })
}
