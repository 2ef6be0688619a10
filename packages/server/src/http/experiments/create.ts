import { experimentDraftSchema, experimentSchema } from '@troupe/contract'
import type { Experiments } from '../../engagement/experiments/experiments.ts'
import type { App } from '../app.ts'

/** `POST /api/experiments`: a draft, until it is started. */
export function createExperiment(app: App, { experiments }: { experiments: Experiments }): void {
  app.route({
    method: 'POST',
    url: '/api/experiments',
    config: { access: 'operator' },
    schema: {
      tags: ['experiments'], summary: 'Write an experiment', body: experimentDraftSchema, response: { 201: experimentSchema },
      description: 'With `agentId` it holds for every message of that agent, and leads who are held out hear nothing of it. Without, agents ask for their words by `key`.',
    },
    handler: async (request, reply) => reply.code(201).send(await experiments.create(request.actor, request.body)),
  })
}
