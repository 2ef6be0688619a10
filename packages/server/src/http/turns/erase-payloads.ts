import { erasedSchema, idParamsSchema } from '@troupe/contract'
import type { Traces } from '../../runtime/trace/traces.ts'
import type { App } from '../app.ts'

/** `DELETE /api/turns/{id}/payloads`: what was said and seen goes for good; the trace says so. */
export function erasePayloads(app: App, { traces }: { traces: Traces }): void {
  app.route({
    method: 'DELETE',
    url: '/api/turns/:id/payloads',
    config: { access: 'admin' },
    schema: { tags: ['turns'], summary: 'Erase what a turn said and saw', params: idParamsSchema, response: { 200: erasedSchema } },
    handler: async (request) => ({ erased: await traces.erasePayloads(request.actor, request.params.id) }),
  })
}
