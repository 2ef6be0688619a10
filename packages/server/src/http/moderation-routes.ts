/** The routes of moderation: the queue, what is decided, and the one by which anybody reports. */
import type { Moderation } from '../runtime/moderation/moderation.ts'
import type { OutOfSight } from '../runtime/moderation/out-of-sight.ts'
import type { ReportQueue } from '../runtime/moderation/report-queue.ts'
import type { VisitorReports } from '../runtime/moderation/visitor-reports.ts'
import type { App } from './app.ts'
import { moderationLists } from './moderation/lists.ts'
import { moderate } from './moderation/order.ts'
import { moderationState } from './moderation/state.ts'
import { listReports } from './reports/list.ts'
import { report } from './reports/report.ts'

export interface ModerationRoutesParts {
  readonly moderation: Moderation
  readonly outOfSight: OutOfSight
  readonly reportQueue: ReportQueue
  readonly visitorReports: VisitorReports
}

export function moderationRoutes(app: App, parts: ModerationRoutesParts): void {
  for (const route of [report, listReports, moderate, moderationState, moderationLists]) route(app, parts)
}
