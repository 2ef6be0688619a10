import { packSummarySchema } from '@troupe/contract'
import { z } from 'zod'
import type { PackLibrary } from '../../persona/pack/pack-library.ts'
import type { App } from '../app.ts'

/** `GET /api/archetypes`: the packs there are to make personas from, the shipped ones and one's own. */
export function listArchetypes(app: App, { library }: { library: PackLibrary }): void {
  app.route({
    method: 'GET',
    url: '/api/archetypes',
    config: { access: 'viewer' },
    schema: { tags: ['archetypes'], summary: 'Archetype packs', response: { 200: z.object({ items: z.array(packSummarySchema) }) } },
    handler: async (request) => ({ items: await library.list(request.actor.workspaceId) }),
  })
}
