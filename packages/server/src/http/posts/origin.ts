import { idParamsSchema, originSchema } from '@troupe/contract'
import type { FeedReader } from '../../feed/postgres/feed-reader.ts'
import type { App } from '../app.ts'

/** `GET /api/posts/{id}/origin` and `/api/comments/{id}/origin`: the way from what is read to the trace of its making. */
export function origins(app: App, { reader }: { reader: FeedReader }): void {
  for (const what of ['post', 'comment'] as const) {
    app.route({
      method: 'GET',
      url: `/api/${what}s/:id/origin`,
      config: { access: 'viewer' },
      schema: { tags: [`${what}s`], summary: `The turn that made a ${what}`, params: idParamsSchema, response: { 200: originSchema } },
      handler: (request) => reader.origin(what, request.params.id, request.actor.workspaceId),
    })
  }
}
