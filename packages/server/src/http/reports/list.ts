import { reportCasePageSchema, reportQuerySchema } from '@troupe/contract'
import { isId } from '../../base/ids.ts'
import type { CasePosition, ReportQueue } from '../../runtime/moderation/report-queue.ts'
import type { App } from '../app.ts'
import { badCursor, decodeCursor, encodeCursor } from '../cursor.ts'

/** `GET /api/reports`: what is reported, one case a thing. */
export function listReports(app: App, { reportQueue }: { reportQueue: ReportQueue }): void {
  app.route({
    method: 'GET',
    url: '/api/reports',
    config: { access: 'viewer' },
    schema: { tags: ['reports'], summary: 'What is reported, and what became of it', querystring: reportQuerySchema, response: { 200: reportCasePageSchema } },
    handler: async (request) => {
      const { limit, cursor, ...query } = request.query
      const { items, next, total } = await reportQueue.list(request.actor.workspaceId, query, limit, cursor === undefined ? null : caseOfCursor(cursor))
      return { items, nextCursor: next === null ? null : encodeCursor(`${next.reports} ${next.lastMs} ${next.targetId}`), total }
    },
  })
}

function caseOfCursor(cursor: string): CasePosition {
  const [, reports = '', lastMs = '', targetId = ''] = /^(\d{1,9}) (\d{1,15}) (.+)$/.exec(decodeCursor(cursor)) ?? []
  if (!isId(targetId)) throw badCursor()
  return { reports: Number(reports), lastMs: Number(lastMs), targetId }
}
