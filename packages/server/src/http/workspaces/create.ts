import { workspaceDraftSchema, workspaceSchema } from '@troupe/contract'
import type { Workspaces } from '../../people/workspaces.ts'
import type { App } from '../app.ts'
import { person } from '../auth/person.ts'

/** `POST /api/workspaces`: another one, owned by who makes it. For owners, as it is they who pay for what runs in it. */
export function createWorkspace(app: App, { workspaces }: { workspaces: Workspaces }): void {
  app.route({
    method: 'POST',
    url: '/api/workspaces',
    config: { access: 'owner' },
    schema: { tags: ['workspaces'], summary: 'Found a workspace', body: workspaceDraftSchema, response: { 201: workspaceSchema } },
    handler: async (request, reply) => reply.code(201).send(await workspaces.create(person(request.actor), request.body.name)),
  })
}
