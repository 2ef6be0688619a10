import { statusQuerySchema, statusSchema } from '@troupe/contract'
import type { StatusReader } from '../../runtime/trace/status.ts'
import type { App } from '../app.ts'

/** `GET /api/status?project=`: of a project, or without one of the workspace. */
export function getStatus(app: App, { status }: { status: StatusReader }): void {
  app.route({
    method: 'GET',
    url: '/api/status',
    config: { access: 'viewer' },
    schema: { tags: ['activity'], summary: 'How it is going', querystring: statusQuerySchema, response: { 200: statusSchema } },
    handler: (request) => status.of(request.actor.workspaceId, request.query.project ?? null),
  })
}
