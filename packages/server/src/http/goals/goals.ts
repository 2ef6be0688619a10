import { goalDetailSchema, goalDraftSchema, goalEditSchema, goalQuerySchema, goalRollbackSchema, goalSchema, goalVerbParamsSchema, idParamsSchema, pageOf } from '@troupe/contract'
import type { Goals } from '../../engagement/supervisor/goals.ts'
import type { App } from '../app.ts'
import { answerIdPage, idPageQuery } from '../cursor.ts'

/** `/api/goals`: what the supervisor works towards. */
export function goalRoutes(app: App, { goals }: { readonly goals: Goals }): void {
  const tags = ['goals']
  app.route({
    method: 'GET',
    url: '/api/goals',
    config: { access: 'viewer', creatorMay: true },
    schema: { tags, summary: 'Goals, newest first', querystring: goalQuerySchema, response: { 200: pageOf(goalSchema) } },
    handler: async ({ actor, query }) => answerIdPage(await goals.list(actor, { ...idPageQuery(query), creatorId: query.creatorId, state: query.state })),
  })
  app.route({
    method: 'GET',
    url: '/api/goals/:id',
    config: { access: 'viewer', creatorMay: true },
    schema: { tags, summary: 'One goal: its workflow in all versions, its newest tasks, its log', params: idParamsSchema, response: { 200: goalDetailSchema } },
    handler: ({ actor, params }) => goals.get(actor, params.id),
  })
  app.route({
    method: 'POST',
    url: '/api/goals',
    config: { access: 'operator' },
    schema: {
      tags, summary: 'Set a goal', body: goalDraftSchema, response: { 201: goalDetailSchema },
      description: 'It is planned next, by the model that is set for decisions or without one, and stays a draft until you start it. Revenue is in the creator\'s own currency.',
    },
    handler: async (request, reply) => reply.code(201).send(await goals.create(request.actor, request.body)),
  })
  app.route({
    method: 'PUT',
    url: '/api/goals/:id/workflow',
    config: { access: 'operator' },
    schema: { tags, summary: 'Change the workflow', params: idParamsSchema, body: goalEditSchema, response: { 200: goalDetailSchema }, description: 'Makes another version; the old ones stay. Tools that are not there are named in `missingTools`, and the rest runs.' },
    handler: ({ actor, params, body }) => goals.edit(actor, params.id, body.workflow, body.note),
  })
  app.route({
    method: 'POST',
    url: '/api/goals/:id/rollback',
    config: { access: 'operator' },
    schema: { tags, summary: 'Go back to an older version', params: idParamsSchema, body: goalRollbackSchema, response: { 200: goalDetailSchema }, description: 'As a new version with the old workflow.' },
    handler: ({ actor, params, body }) => goals.rollBack(actor, params.id, body.version),
  })
  app.route({
    method: 'POST',
    url: '/api/goals/:id/:verb',
    config: { access: 'operator' },
    schema: {
      tags, summary: 'Start, pause, resume, stop or plan anew', params: goalVerbParamsSchema, response: { 200: goalDetailSchema },
      description: 'Paused or stopped, what waits is taken back, also messages that were planned and not sent yet.',
    },
    handler: ({ actor, params }) => goals.tell(actor, params.id, params.verb),
  })
}
