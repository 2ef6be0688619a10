import { idParamsSchema, pageOf, pageQuerySchema, timelineItemSchema } from '@troupe/contract'
import type { Timeline, TimelinePosition } from '../../engagement/events/timeline.ts'
import type { App } from '../app.ts'
import { badCursor, decodeCursor, encodeCursor } from '../cursor.ts'

/** `GET /api/consumers/{id}/timeline`: events, messages, plans, verdicts, consent and stages, newest first. */
export function consumerTimeline(app: App, { timeline }: { readonly timeline: Timeline }): void {
  app.route({
    method: 'GET',
    url: '/api/consumers/:id/timeline',
    config: { access: 'viewer', creatorMay: true },
    schema: { tags: ['consumers'], summary: 'Everything about one lead in the order of time', params: idParamsSchema, querystring: pageQuerySchema, response: { 200: pageOf(timelineItemSchema) } },
    handler: async ({ actor, params, query }) => {
      const { items, next } = await timeline.read(actor, params.id, query.limit, positionOf(query.cursor))
      return { items, nextCursor: next === null ? null : encodeCursor(`${next.atMs} ${next.id}`) }
    },
  })
}

function positionOf(cursor: string | undefined): TimelinePosition | null {
  if (cursor === undefined) return null
  const [, at = '', id = ''] = /^(-?\d{1,16}) ([a-z]{1,10}:[0-9a-f-]{36})$/.exec(decodeCursor(cursor)) ?? []
  if (id === '') throw badCursor()
  return { atMs: Number(at), id }
}
