import { agentDraftSchema, agentSchema } from '@troupe/contract'
import type { Agents } from '../../runtime/agents/agents.ts'
import type { App } from '../app.ts'

/** `POST /api/agents`: for a persona, in a project, where the persona becomes a member of its world; or one that writes to leads. */
export function createAgent(app: App, { agents }: { agents: Agents }): void {
  app.route({
    method: 'POST',
    url: '/api/agents',
    config: { access: 'operator' },
    schema: {
      tags: ['agents'], summary: 'Make an agent', body: agentDraftSchema, response: { 201: agentSchema },
      description: 'With `platform: "messaging"` it writes to leads: `creatorId` says whose (null: all of the workspace\'s), `triggers` which events wake it, with filters in JSONLogic over `{event, context, consumer}`. It lives in its creator\'s own project, or in the project "Engagement". Elsewhere it speaks as a persona. The secret of an http brain is in this answer alone.',
    },
    handler: async (request, reply) => reply.code(201).send(await agents.create(request.actor, request.body)),
  })
}
