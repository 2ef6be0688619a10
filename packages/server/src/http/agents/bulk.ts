import { agentBulkSchema, bulkOutcomeSchema } from '@troupe/contract'
import type { Commands } from '../../runtime/agents/commands.ts'
import type { App } from '../app.ts'

/** Ten thousand ids are 400 KB. */
const BODY_BYTES_MOST = 2 * 1024 * 1024

/** `POST /api/agents/bulk`: some by id, or all that match; one that can't be moved does not stop the others. */
export function tellAgents(app: App, { commands }: { commands: Commands }): void {
  app.route({
    method: 'POST',
    url: '/api/agents/bulk',
    bodyLimit: BODY_BYTES_MOST,
    config: { access: 'operator' },
    schema: { tags: ['agents'], summary: 'Start, pause, resume or stop many', body: agentBulkSchema, response: { 200: bulkOutcomeSchema } },
    handler: (request) => commands.tellMany(request.actor, request.body),
  })
}
