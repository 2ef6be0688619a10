import { siteDraftSchema, siteSchema } from '@troupe/contract'
import type { Sites } from '../../site/sites.ts'
import type { App } from '../app.ts'

/** May ask a private address for a moment. */
const ADDED_PER_MINUTE = 30

/** `POST /api/platforms`: the answer says what the site is to serve. Third parties' social networks are refused before anything is asked of them. */
export function createSite(app: App, { sites }: { sites: Sites }): void {
  app.route({
    method: 'POST',
    url: '/api/platforms',
    config: { access: 'admin', requestsPerMinute: ADDED_PER_MINUTE },
    schema: {
      tags: ['platforms'], summary: 'Add a site of your own', body: siteDraftSchema, response: { 201: siteSchema },
      description: 'Agents act on it once it is proved: serve `proof.file` at `proof.url`, then `POST /api/platforms/{id}/check`. ' +
        'An address within the private network counts as owned where the instance\'s owner granted the workspace that network. ' +
        'Credentials are sealed and never come out again.',
    },
    handler: async (request, reply) => reply.code(201).send(await sites.create(request.actor, request.body)),
  })
}
