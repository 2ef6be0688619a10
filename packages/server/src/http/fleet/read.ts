import { fleetPageSchema, fleetQuerySchema } from '@troupe/contract'
import type { Fleet } from '../../runtime/fleet/fleet.ts'
import type { App } from '../app.ts'
import { cursorOfFleet, fleetOfCursor } from '../position-cursor.ts'

const NOT_COUNTED = { state: {}, brain: {}, platform: {}, archetype: {} }

/** `GET /api/fleet`: agents with what they do, their day's rhythm and what they cost; on the first page archetypes and budgets too. */
export function readFleet(app: App, { fleet }: { fleet: Fleet }): void {
  app.route({
    method: 'GET',
    url: '/api/fleet',
    config: { access: 'viewer' },
    schema: { tags: ['fleet'], summary: 'The fleet: who is awake, and what each does', querystring: fleetQuerySchema, response: { 200: fleetPageSchema } },
    handler: async (request) => {
      const { limit, cursor, ids, zone = null, ...filter } = request.query
      const { workspaceId } = request.actor
      const at = fleet.at()
      if (ids !== undefined) {
        const items = await fleet.these(workspaceId, ids.split(','), zone)
        return { at, items, nextCursor: null, total: items.length, facets: NOT_COUNTED, summary: null }
      }
      const [found, summary] = await Promise.all([fleet.list(workspaceId, { filter, zone }, fleetOfCursor(cursor), limit), cursor === undefined ? fleet.summary(workspaceId, { filter, zone }) : null])
      return { at, items: found.items, nextCursor: cursorOfFleet(found.next), total: found.total, facets: found.facets, summary }
    },
  })
}
