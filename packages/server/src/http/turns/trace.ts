import { idParamsSchema, traceSchema } from '@troupe/contract'
import type { Traces } from '../../runtime/trace/traces.ts'
import type { App } from '../app.ts'

/** `GET /api/turns/{id}`: the whole trace, from trigger to rest. */
export function getTrace(app: App, { traces }: { traces: Traces }): void {
  app.route({
    method: 'GET',
    url: '/api/turns/:id',
    config: { access: 'viewer' },
    schema: { tags: ['turns'], summary: 'The trace of a turn', params: idParamsSchema, response: { 200: traceSchema } },
    handler: (request) => traces.get(request.actor.workspaceId, request.params.id),
  })
}
