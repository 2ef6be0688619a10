import { idParamsSchema, pageQuerySchema, readyWorkflowsSchema, storedWorkflowPageSchema, storedWorkflowSchema, workflowAttemptSchema, workflowSchema, workflowVerdictSchema } from '@troupe/contract'
import { z } from 'zod'
import { readyWorkflows } from '../../runtime/workflows/ready-workflows.ts'
import { verdictOn } from '../../runtime/workflows/workflows.ts'
import type { App } from '../app.ts'
import { answerIdPage, idPageQuery } from '../cursor.ts'
import type { WorkflowParts } from './workflow-parts.ts'

/** Asked while somebody types. */
const VERDICTS_PER_MINUTE = 600

/** `/api/workflows`: image workflows of the workspace, and those that packs offer to begin with. */
export function workflowResource(app: App, { workflows, library }: WorkflowParts): void {
  const tags = ['workflows']
  app.route({
    method: 'GET', url: '/api/workflows', config: { access: 'viewer' },
    schema: { tags, summary: 'Image workflows, newest first', querystring: pageQuerySchema, response: { 200: storedWorkflowPageSchema } },
    handler: async (request) => answerIdPage(await workflows.list(request.actor.workspaceId, idPageQuery(request.query))),
  })
  app.route({
    method: 'GET', url: '/api/workflows/ready-made', config: { access: 'viewer' },
    schema: { tags, summary: 'Workflows of the packs, to begin with', response: { 200: readyWorkflowsSchema }, description: 'One for each kind of image that an archetype makes. `POST` one to `/api/workflows` to have it.' },
    handler: async (request) => ({ items: await readyWorkflows(library, request.actor.workspaceId) }),
  })
  app.route({
    method: 'POST', url: '/api/workflows/validate', config: { access: 'viewer', requestsPerMinute: VERDICTS_PER_MINUTE },
    schema: { tags, summary: 'What is wrong with a workflow', body: workflowAttemptSchema, response: { 200: workflowVerdictSchema }, description: 'All faults at once, each with its place and what mends it. Stores nothing.' },
    handler: (request) => verdictOn(request.body),
  })
  app.route({
    method: 'POST', url: '/api/workflows', config: { access: 'operator' },
    schema: { tags, summary: 'Add a workflow', body: workflowSchema, response: { 201: storedWorkflowSchema } },
    handler: async (request, reply) => reply.code(201).send(await workflows.create(request.actor, request.body)),
  })
  app.route({
    method: 'GET', url: '/api/workflows/:id', config: { access: 'viewer' },
    schema: { tags, summary: 'One workflow', params: idParamsSchema, response: { 200: storedWorkflowSchema } },
    handler: (request) => workflows.get(request.actor.workspaceId, request.params.id),
  })
  app.route({
    method: 'PUT', url: '/api/workflows/:id', config: { access: 'operator' },
    schema: { tags, summary: 'Change a workflow', params: idParamsSchema, body: workflowSchema, response: { 200: storedWorkflowSchema }, description: 'The whole of it is replaced. Runs under way go on with what they began with.' },
    handler: (request) => workflows.change(request.actor, request.params.id, request.body),
  })
  app.route({
    method: 'DELETE', url: '/api/workflows/:id', config: { access: 'operator' },
    schema: { tags, summary: 'Delete a workflow', params: idParamsSchema, response: { 204: z.void() }, description: 'With its runs and the images they made.' },
    handler: async (request, reply) => {
      await workflows.remove(request.actor, request.params.id)
      return reply.code(204).send()
    },
  })
}
