import { experimentQuerySchema, experimentSchema, pageOf } from '@troupe/contract'
import type { Experiments } from '../../engagement/experiments/experiments.ts'
import type { App } from '../app.ts'
import { answerIdPage, idPageQuery } from '../cursor.ts'

/** `GET /api/experiments`, newest first. */
export function listExperiments(app: App, { experiments }: { experiments: Experiments }): void {
  app.route({
    method: 'GET',
    url: '/api/experiments',
    config: { access: 'viewer', creatorMay: true },
    schema: { tags: ['experiments'], summary: 'Experiments', querystring: experimentQuerySchema, response: { 200: pageOf(experimentSchema) } },
    handler: async ({ actor, query }) => answerIdPage(await experiments.list(actor, { ...idPageQuery(query), creatorId: query.creatorId, state: query.state })),
  })
}
