import { pageOf, pageQuerySchema, worldSchema } from '@troupe/contract'
import type { Worlds } from '../../runtime/projects/worlds.ts'
import type { App } from '../app.ts'
import { answerIdPage, idPageQuery } from '../cursor.ts'

/** `GET /api/worlds`: those of the workspace, newest first. */
export function listWorlds(app: App, { worlds }: { worlds: Worlds }): void {
  app.route({
    method: 'GET',
    url: '/api/worlds',
    config: { access: 'viewer' },
    schema: { tags: ['worlds'], summary: 'Worlds', querystring: pageQuerySchema, response: { 200: pageOf(worldSchema) } },
    handler: async (request) => answerIdPage(await worlds.list(request.actor.workspaceId, idPageQuery(request.query))),
  })
}
