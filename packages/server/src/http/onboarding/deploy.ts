import { agentDeploySchema, agentSchema, idSchema, pageOf, pageQuerySchema } from '@troupe/contract'
import { z } from 'zod'
import type { Deployments } from '../../runtime/engagement/deployments.ts'
import type { App } from '../app.ts'
import { answerIdPage, idPageQuery } from '../cursor.ts'

const creatorParams = z.strictObject({ creatorId: idSchema })

/** `/api/onboarding/deploy-agent/{creatorId}` and `/api/onboarding/agents/{creatorId}`: agents put to work for a creator. */
export function deployAgents(app: App, { deployments }: { readonly deployments: Deployments }): void {
  const tags = ['onboarding']
  app.route({
    method: 'POST',
    url: '/api/onboarding/deploy-agent/:creatorId',
    config: { access: 'operator' },
    schema: {
      tags, summary: 'Put an agent to work for a creator', params: creatorParams, body: agentDeploySchema.nullish(), response: { 200: agentSchema, 201: agentSchema },
      description: 'One of `/api/agent-kinds`, the general sales agent when nothing is said, started at once unless told otherwise. A kind is deployed once for each creator: asked for again, the answer is 200 with the agent that is there, unchanged; change it or make a second one under `/api/agents`.',
    },
    handler: async (request, reply) => {
      const { agent, made } = await deployments.deploy(request.actor, request.params.creatorId, request.body ?? agentDeploySchema.parse({}))
      return reply.code(made ? 201 : 200).send(agent)
    },
  })
  app.route({
    method: 'GET',
    url: '/api/onboarding/agents/:creatorId',
    config: { access: 'viewer', creatorMay: true },
    schema: { tags, summary: 'The agents of a creator', params: creatorParams, querystring: pageQuerySchema, response: { 200: pageOf(agentSchema) } },
    handler: async ({ actor, params, query }) => answerIdPage(await deployments.list(actor, params.creatorId, idPageQuery(query))),
  })
}
