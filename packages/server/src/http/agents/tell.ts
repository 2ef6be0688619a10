import { agentReasonSchema, agentSchema, agentVerbSchema, idParamsSchema, type AgentVerb } from '@troupe/contract'
import type { Commands } from '../../runtime/agents/commands.ts'
import type { App } from '../app.ts'

const SUMMARY: Readonly<Record<AgentVerb, string>> = {
  start: 'Start an agent', pause: 'Pause an agent', resume: 'Let an agent go on', stop: 'Stop an agent',
}

/** `POST /api/agents/{id}/start|pause|resume|stop`: 409 says what is possible instead. */
export function tellAgent(app: App, { commands }: { commands: Commands }): void {
  for (const verb of agentVerbSchema.options) {
    app.route({
      method: 'POST',
      url: `/api/agents/:id/${verb}`,
      config: { access: 'operator' },
      schema: { tags: ['agents'], summary: SUMMARY[verb], params: idParamsSchema, body: agentReasonSchema.nullish(), response: { 200: agentSchema } },
      handler: (request) => commands.tell(request.actor, request.params.id, verb, request.body?.reason ?? null),
    })
  }
}
