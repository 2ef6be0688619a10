import { idParamsSchema, pageOf, pageQuerySchema, turnSchema } from '@troupe/contract'
import type { Traces } from '../../runtime/trace/traces.ts'
import type { App } from '../app.ts'
import { answerIdPage, idPageQuery } from '../cursor.ts'

/** `GET /api/agents/{id}/turns`: newest first. */
export function listTurns(app: App, { traces }: { traces: Traces }): void {
  app.route({
    method: 'GET',
    url: '/api/agents/:id/turns',
    config: { access: 'viewer' },
    schema: { tags: ['turns'], summary: 'The turns of an agent', params: idParamsSchema, querystring: pageQuerySchema, response: { 200: pageOf(turnSchema) } },
    handler: async (request) => answerIdPage(await traces.turns(request.actor.workspaceId, request.params.id, idPageQuery(request.query))),
  })
}
