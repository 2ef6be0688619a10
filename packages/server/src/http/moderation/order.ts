import { moderationOrderSchema, moderationOutcomeSchema, moderationUndoSchema } from '@troupe/contract'
import type { Moderation } from '../../runtime/moderation/moderation.ts'
import type { App } from '../app.ts'

/**
 * `POST /api/moderation`: one act on up to 200 things, or a count of what it would do. `POST /api/moderation/undo` takes acts
 * back. To delete and to suspend takes an operator; the rest a reviewer.
 */
export function moderate(app: App, { moderation }: { moderation: Moderation }): void {
  app.route({
    method: 'POST',
    url: '/api/moderation',
    config: { access: 'reviewer' },
    schema: {
      tags: ['moderation'], summary: 'Hide, show, delete, suspend or dismiss, one or many',
      description: 'Deleting and suspending take the role operator, the rest reviewer. With `preview` it counts what it would do, and does nothing.',
      body: moderationOrderSchema, response: { 200: moderationOutcomeSchema },
    },
    handler: (request) => moderation.order(request.actor, request.body),
  })
  app.route({
    method: 'POST',
    url: '/api/moderation/undo',
    config: { access: 'reviewer' },
    schema: {
      tags: ['moderation'], summary: 'Take acts back',
      description: 'What was hidden shows again, who was suspended is back with the agents that were paused, and reports that an act decided are open again. What was deleted stays deleted.',
      body: moderationUndoSchema, response: { 200: moderationOutcomeSchema },
    },
    handler: (request) => moderation.undo(request.actor, request.body.acts),
  })
}
