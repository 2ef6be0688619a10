import { agentDraftSchema, agentSchema } from '@troupe/contract'
import type { Agents } from '../../runtime/agents/agents.ts'
import type { App } from '../app.ts'

/** `POST /api/agents`: for a persona, in a project; the persona becomes a member of its world. */
export function createAgent(app: App, { agents }: { agents: Agents }): void {
  app.route({
    method: 'POST',
    url: '/api/agents',
    config: { access: 'operator' },
    schema: { tags: ['agents'], summary: 'Make an agent', body: agentDraftSchema, response: { 201: agentSchema } },
    handler: async (request, reply) => reply.code(201).send(await agents.create(request.actor, request.body)),
  })
}
