import { packSummarySchema } from '@troupe/contract'
import { z } from 'zod'
import { summarise, type LoadedPack } from '../../persona/pack/loaded-pack.ts'
import type { App } from '../app.ts'

/** `GET /api/archetypes`: the packs this instance has, with their archetypes. */
export function listArchetypes(app: App, { packs }: { packs: readonly LoadedPack[] }): void {
  const items = packs.map(summarise)
  app.route({
    method: 'GET',
    url: '/api/archetypes',
    config: { access: 'viewer' },
    schema: { tags: ['personas'], summary: 'Archetype packs', response: { 200: z.object({ items: z.array(packSummarySchema) }) } },
    handler: async () => ({ items }),
  })
}
