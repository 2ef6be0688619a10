import { idParamsSchema, siteAccountsSchema } from '@troupe/contract'
import type { Enrolling } from '../../runtime/outside/enrolling.ts'
import type { Sites } from '../../site/sites.ts'
import type { App } from '../app.ts'

/** Each asks the site once for every agent. */
const TIMES_PER_MINUTE = 6

/** `POST /api/platforms/{id}/accounts`: asks for an account for each agent of the site. Asked again, it finds those that are there. */
export function provisionSite(app: App, { sites, enrolling }: { sites: Sites; enrolling: Enrolling }): void {
  app.route({
    method: 'POST',
    url: '/api/platforms/:id/accounts',
    config: { access: 'operator', requestsPerMinute: TIMES_PER_MINUTE },
    schema: {
      tags: ['platforms'], summary: 'Ask for accounts for all its agents', params: idParamsSchema, response: { 200: siteAccountsSchema },
      description: 'Agents also get their accounts when they are started. Calling this again is how to go on after failures.',
    },
    handler: async (request) => {
      const site = await sites.get(request.actor.workspaceId, request.params.id)
      const { created, found, failed, untilMs } = await enrolling.provisionAll(request.actor.workspaceId, { siteId: site.id })
      return { created, found, failed: [...failed], until: untilMs === null ? null : new Date(untilMs).toISOString() }
    },
  })
}
