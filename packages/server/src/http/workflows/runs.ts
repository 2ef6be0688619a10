import { idParamsSchema, pageQuerySchema, workflowRunOrderSchema, workflowRunPageSchema, workflowRunSchema } from '@troupe/contract'
import { setTimeout as delay } from 'node:timers/promises'
import { MissingError } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import type { WorkflowRuns } from '../../runtime/workflows/workflow-runs.ts'
import type { App } from '../app.ts'
import { answerIdPage, idPageQuery } from '../cursor.ts'
import type { EventStream } from '../sse.ts'
import type { WorkflowParts } from './workflow-parts.ts'

/** A step takes about as long. */
const LOOK_EVERY_MS = 150

/** `/api/workflows/{id}/runs` and `/api/workflows/runs/{id}`: a workflow run as a job, and what came of it. */
export function runsOfWorkflows(app: App, { runs, streams }: WorkflowParts): void {
  const tags = ['workflows']
  app.route({
    method: 'POST', url: '/api/workflows/:id/runs', config: { access: 'operator' },
    schema: {
      tags, summary: 'Run a workflow', params: idParamsSchema, body: workflowRunOrderSchema, response: { 202: workflowRunSchema },
      description: 'It is worked on in the background. What cannot be drawn has a placeholder that says why; where money or a provider\'s quota lacks, the run is `refused` with the time when to try again.',
    },
    handler: async (request, reply) => reply.code(202).send(await runs.begin(request.actor, request.params.id, request.body)),
  })
  app.route({
    method: 'GET', url: '/api/workflows/:id/runs', config: { access: 'viewer' },
    schema: { tags, summary: 'Runs of a workflow, newest first', params: idParamsSchema, querystring: pageQuerySchema, response: { 200: workflowRunPageSchema } },
    handler: async (request) => answerIdPage(await runs.list(request.actor.workspaceId, request.params.id, idPageQuery(request.query))),
  })
  app.route({
    method: 'GET', url: '/api/workflows/runs/:id', config: { access: 'viewer' },
    schema: { tags, summary: 'One run with its images', params: idParamsSchema, response: { 200: workflowRunSchema } },
    handler: (request) => runs.get(request.actor.workspaceId, request.params.id),
  })
  app.route({
    method: 'POST', url: '/api/workflows/runs/:id/stop', config: { access: 'operator' },
    schema: { tags, summary: 'Stop a run', params: idParamsSchema, response: { 200: workflowRunSchema } },
    handler: (request) => runs.stop(request.actor, request.params.id),
  })
  app.route({
    method: 'GET', url: '/api/workflows/runs/:id/stream', config: { access: 'viewer' },
    schema: {
      tags, summary: 'A run, live', produces: ['text/event-stream'], params: idParamsSchema, response: { 200: workflowRunSchema },
      description: 'Server-sent events: `run` each time it has moved, with all there is to show. It ends with the run.',
    },
    handler: async (request, reply) => {
      const { actor: { workspaceId }, params: { id } } = request
      await runs.get(workspaceId, id)
      await streams.answer(request, reply, (stream) => tell(runs, workspaceId, id, stream))
    },
  })
}

async function tell(runs: WorkflowRuns, workspaceId: Id, id: Id, stream: EventStream): Promise<void> {
  let told = ''
  while (!stream.signal.aborted) {
    try {
      const run = await runs.get(workspaceId, id)
      const text = JSON.stringify(run)
      if (text !== told) stream.send({ event: 'run', data: run })
      told = text
      if (run.state !== 'waiting' && run.state !== 'running') return
    } catch (error) {
      if (error instanceof MissingError) return
      throw error
    }
    await delay(LOOK_EVERY_MS)
  }
}
