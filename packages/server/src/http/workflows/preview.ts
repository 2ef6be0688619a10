import { workflowPreviewOrderSchema, workflowPreviewSchema } from '@troupe/contract'
import { previewWorkflow } from '../../runtime/workflows/preview-workflow.ts'
import type { App } from '../app.ts'
import type { WorkflowParts } from './workflow-parts.ts'

/** One draws for a tenth of a second; somebody who types is far below this. */
const PREVIEWS_PER_MINUTE = 120

/** `POST /api/workflows/preview`: what a workflow as written would make, or what is wrong with it. Stores nothing and asks no model. */
export function previewOfWorkflow(app: App, { threads }: WorkflowParts): void {
  app.route({
    method: 'POST', url: '/api/workflows/preview', config: { access: 'operator', requestsPerMinute: PREVIEWS_PER_MINUTE },
    schema: { tags: ['workflows'], summary: 'Preview a workflow', body: workflowPreviewOrderSchema, response: { 200: workflowPreviewSchema } },
    handler: (request, reply) => {
      const gone = new AbortController()
      reply.raw.once('close', () => gone.abort(new Error('nobody waits for the preview any more')))
      return previewWorkflow(threads, request.body.workflow, request.body.seed, gone.signal)
    },
  })
}
