import { activityPageSchema, activityQuerySchema } from '@troupe/contract'
import type { ActivityReader } from '../../runtime/trace/activity-reader.ts'
import type { JournalTail } from '../../runtime/trace/journal-tail.ts'
import { positionText } from '../../runtime/trace/position.ts'
import type { App } from '../app.ts'
import { encodeCursor, numberOfCursor } from '../cursor.ts'

/** `GET /api/activity`: the journal, newest first; its `position` joins the stream to it without a gap. */
export function listActivity(app: App, { activity, tail }: { activity: ActivityReader; tail: JournalTail }): void {
  app.route({
    method: 'GET',
    url: '/api/activity',
    config: { access: 'viewer' },
    schema: { tags: ['activity'], summary: 'What happened', querystring: activityQuerySchema, response: { 200: activityPageSchema } },
    handler: async (request) => {
      const { limit, cursor, ...filter } = request.query
      // Before the page is read: what comes in between is on both, never on neither.
      const position = positionText(await tail.position())
      const found = await activity.list(request.actor.workspaceId, filter, limit + 1, cursor === undefined ? null : numberOfCursor(cursor))
      const items = found.slice(0, limit)
      const last = items.at(-1)
      return { items, nextCursor: found.length > limit && last ? encodeCursor(last.seq) : null, position }
    },
  })
}
