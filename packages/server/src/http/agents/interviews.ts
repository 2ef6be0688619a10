import { idParamsSchema, interviewPageSchema, interviewQuestionSchema, interviewSchema, pageQuerySchema } from '@troupe/contract'
import type { Interviews } from '../../runtime/agents/interviews.ts'
import type { App } from '../app.ts'
import { answerIdPage, idPageQuery } from '../cursor.ts'

/** `POST /api/agents/{id}/interview` asks and waits for the answer; `GET /api/agents/{id}/interviews` lists those there have been, newest first. */
export function agentInterviews(app: App, { interviews }: { interviews: Interviews }): void {
  app.route({
    method: 'POST',
    url: '/api/agents/:id/interview',
    config: { access: 'operator' },
    schema: {
      tags: ['agents'], summary: 'Ask an agent a question', params: idParamsSchema, body: interviewQuestionSchema, response: { 200: interviewSchema },
      description: 'It answers in character, from what it remembers, through the model that writes its comments; nobody in its world sees it. An answer that takes longer than 25 seconds comes later, in the list; until then `state` is `waiting`.',
    },
    handler: (request, reply) => {
      const gone = new AbortController()
      reply.raw.once('close', () => gone.abort())
      return interviews.ask(request.actor, request.params.id, request.body, gone.signal)
    },
  })
  app.route({
    method: 'GET',
    url: '/api/agents/:id/interviews',
    config: { access: 'viewer' },
    schema: { tags: ['agents'], summary: 'The interviews of an agent', params: idParamsSchema, querystring: pageQuerySchema, response: { 200: interviewPageSchema } },
    handler: async (request) => {
      const { items, nextCursor } = answerIdPage(await interviews.list(request.actor.workspaceId, request.params.id, idPageQuery(request.query)))
      return { items: items.map(({ id: _id, ...interview }) => interview), nextCursor }
    },
  })
}
