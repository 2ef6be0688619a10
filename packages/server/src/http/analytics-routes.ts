/** The routes of what is counted of leads. */
import { analytics, type AnalyticsParts } from './analytics/analytics.ts'
import type { App } from './app.ts'
import { scoreOfConsumer } from './consumers/score.ts'

export function analyticsRoutes(app: App, parts: AnalyticsParts): void {
  analytics(app, parts)
  scoreOfConsumer(app, parts)
}
