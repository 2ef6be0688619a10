import { agentSchema, idParamsSchema } from '@troupe/contract'
import type { Commands } from '../../runtime/agents/commands.ts'
import type { App } from '../app.ts'

/** `POST /api/agents/{id}/wake`: a turn now, whatever its rhythm says. */
export function wakeAgent(app: App, { commands }: { commands: Commands }): void {
  app.route({
    method: 'POST',
    url: '/api/agents/:id/wake',
    config: { access: 'operator' },
    schema: { tags: ['agents'], summary: 'Run an agent now', params: idParamsSchema, response: { 200: agentSchema } },
    handler: (request) => commands.wake(request.actor, request.params.id),
  })
}
