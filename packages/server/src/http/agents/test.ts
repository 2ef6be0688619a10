import { agentTestResultSchema, agentTestSchema, idParamsSchema } from '@troupe/contract'
import type { AgentTrials } from '../../runtime/engagement/agent-trials.ts'
import type { App } from '../app.ts'

/** `POST /api/agents/{id}/test`: what would happen, with nothing kept and nothing sent. */
export function testAgent(app: App, { trials }: { readonly trials: AgentTrials }): void {
  app.route({
    method: 'POST',
    url: '/api/agents/:id/test',
    config: { access: 'operator' },
    schema: {
      tags: ['agents'], summary: 'Try out an agent of leads with an event', params: idParamsSchema, body: agentTestSchema, response: { 200: agentTestResultSchema },
      description: "As if this lead did this at this time: which trigger matches, what the agent plans, and what the gate would say of each message when it is due. Nothing is stored or sent. A model, a graph or an http brain is really asked, once, which may cost money: see `asked`; an http brain is told `trial: true`.",
    },
    handler: (request, reply) => {
      const gone = new AbortController()
      reply.raw.once('close', () => gone.abort())
      return trials.test(request.actor, request.params.id, request.body, gone.signal)
    },
  })
}
