/** The routes of what is said to leads: the queue, what waits for a yes, and the rules. */
import { actionRoutes } from './actions/actions.ts'
import type { App } from './app.ts'
import { approvalRoutes } from './approvals/approvals.ts'
import { policyRoutes } from './policies/policies.ts'

export function sendingRoutes(app: App, parts: Parameters<typeof actionRoutes>[1] & Parameters<typeof approvalRoutes>[1] & Parameters<typeof policyRoutes>[1]): void {
  actionRoutes(app, parts)
  approvalRoutes(app, parts)
  policyRoutes(app, parts)
}
