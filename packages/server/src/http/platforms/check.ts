import { idParamsSchema, siteSchema } from '@troupe/contract'
import type { SiteChecking } from '../../site/site-checking.ts'
import type { Sites } from '../../site/sites.ts'
import type { App } from '../app.ts'

/** Each may ask an outside host and wait for ten seconds. */
const CHECKS_PER_MINUTE = 20

/** `POST /api/platforms/{id}/check`: looks now. What it found is the site's `lastCheck`; an answer that is no proof is no failure of this call. */
export function checkSite(app: App, { sites, checking }: { sites: Sites; checking: SiteChecking }): void {
  app.route({
    method: 'POST',
    url: '/api/platforms/:id/check',
    config: { access: 'admin', requestsPerMinute: CHECKS_PER_MINUTE },
    schema: {
      tags: ['platforms'], summary: 'Look for the proof now', params: idParamsSchema, response: { 200: siteSchema },
      description: 'At most once a minute for one site; sites are also looked at every day by themselves.',
    },
    handler: async (request) => {
      await checking.checkNow(request.actor, request.params.id)
      return sites.get(request.actor.workspaceId, request.params.id)
    },
  })
}
