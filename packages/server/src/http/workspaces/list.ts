import { pageOf, workspaceSchema } from '@troupe/contract'
import type { Workspaces } from '../../people/workspaces.ts'
import type { App } from '../app.ts'

/** `GET /api/workspaces`: those one belongs to; always one page, as a person belongs to a hundred at most. */
export function listWorkspaces(app: App, { workspaces }: { workspaces: Workspaces }): void {
  app.route({
    method: 'GET',
    url: '/api/workspaces',
    config: { access: 'session', creatorMay: true },
    schema: { tags: ['workspaces'], summary: 'My workspaces', response: { 200: pageOf(workspaceSchema) } },
    handler: async (request) => ({ items: await workspaces.of(request.actor), nextCursor: null }),
  })
}
