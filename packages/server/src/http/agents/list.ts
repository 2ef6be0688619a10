import { agentPageSchema, agentQuerySchema } from '@troupe/contract'
import type { Agents } from '../../runtime/agents/agents.ts'
import type { App } from '../app.ts'
import { answerIdPage, idPageQuery } from '../cursor.ts'

/** `GET /api/agents`: newest first, with counts by state, brain and archetype. */
export function listAgents(app: App, { agents }: { agents: Agents }): void {
  app.route({
    method: 'GET',
    url: '/api/agents',
    config: { access: 'viewer' },
    schema: { tags: ['agents'], summary: 'Agents', querystring: agentQuerySchema, response: { 200: agentPageSchema } },
    handler: async (request) => {
      const { limit: _limit, cursor: _cursor, ...filter } = request.query
      const found = await agents.list(request.actor.workspaceId, filter, idPageQuery(request.query))
      return { ...answerIdPage(found), total: found.total, facets: found.facets }
    },
  })
}
