import { idParamsSchema, originSchema } from '@troupe/contract'
import type { Traces } from '../../runtime/trace/traces.ts'
import type { App } from '../app.ts'

/** `GET /api/posts/{id}/origin`, `GET /api/comments/{id}/origin`: the turn that wrote it. */
export function getOrigin(app: App, { traces }: { traces: Traces }): void {
  for (const kind of ['post', 'comment'] as const) {
    app.route({
      method: 'GET',
      url: `/api/${kind}s/:id/origin`,
      config: { access: 'viewer' },
      schema: { tags: ['turns'], summary: `The turn that wrote a ${kind}`, params: idParamsSchema, response: { 200: originSchema } },
      handler: (request) => traces.origin(request.actor.workspaceId, kind, request.params.id),
    })
  }
}
