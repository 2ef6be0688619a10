import { idParamsSchema, workspaceDraftSchema, workspaceSchema } from '@troupe/contract'
import { MissingError } from '../../base/errors.ts'
import type { Workspaces } from '../../people/workspaces.ts'
import type { App } from '../app.ts'

/** `PATCH /api/workspaces/{id}`: the workspace one acts in; another is named by `X-Workspace` as everywhere. */
export function renameWorkspace(app: App, { workspaces }: { workspaces: Workspaces }): void {
  app.route({
    method: 'PATCH',
    url: '/api/workspaces/:id',
    config: { access: 'admin' },
    schema: { tags: ['workspaces'], summary: 'Rename', params: idParamsSchema, body: workspaceDraftSchema, response: { 200: workspaceSchema } },
    handler: async (request) => {
      if (request.params.id.toLowerCase() !== request.actor.workspaceId) throw new MissingError('workspace here', request.params.id)
      return workspaces.rename(request.actor, request.body.name)
    },
  })
}
