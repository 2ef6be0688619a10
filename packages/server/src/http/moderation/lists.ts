import { hiddenPageSchema, moderationCountsSchema, suspendedPageSchema, suspendedQuerySchema, withdrawnQuerySchema } from '@troupe/contract'
import type { OutOfSight } from '../../runtime/moderation/out-of-sight.ts'
import type { ReportQueue } from '../../runtime/moderation/report-queue.ts'
import type { App } from '../app.ts'
import { cursorOfPosition, positionOfCursor } from '../position-cursor.ts'

/** `GET /api/moderation`: how much there is to do; `/hidden` and `/suspended`: what is out of sight, the latest first. */
export function moderationLists(app: App, { outOfSight, reportQueue }: { outOfSight: OutOfSight; reportQueue: ReportQueue }): void {
  app.route({
    method: 'GET',
    url: '/api/moderation',
    config: { access: 'viewer' },
    schema: { tags: ['moderation'], summary: 'How much is reported, hidden and suspended', response: { 200: moderationCountsSchema } },
    handler: (request) => reportQueue.counts(request.actor.workspaceId),
  })
  app.route({
    method: 'GET',
    url: '/api/moderation/hidden',
    config: { access: 'viewer' },
    schema: { tags: ['moderation'], summary: 'Hidden posts and comments', querystring: withdrawnQuerySchema, response: { 200: hiddenPageSchema } },
    handler: async (request) => {
      const { cursor, ...query } = request.query
      const { items, next } = await outOfSight.hidden(request.actor.workspaceId, { ...query, after: positionOfCursor(cursor) })
      return { items, nextCursor: cursorOfPosition(next) }
    },
  })
  app.route({
    method: 'GET',
    url: '/api/moderation/suspended',
    config: { access: 'viewer' },
    schema: { tags: ['moderation'], summary: 'Suspended members', querystring: suspendedQuerySchema, response: { 200: suspendedPageSchema } },
    handler: async (request) => {
      const { cursor, ...query } = request.query
      const { items, next } = await outOfSight.suspended(request.actor.workspaceId, { ...query, after: positionOfCursor(cursor) })
      return { items, nextCursor: cursorOfPosition(next) }
    },
  })
}
