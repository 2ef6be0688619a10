/** The routes of leads: who they are, what they agreed to, and whom nothing is sent to. */
import type { App } from './app.ts'
import { consentRoutes } from './consumers/consents.ts'
import { consumerRoutes } from './consumers/consumers.ts'
import { importConsumers } from './consumers/import.ts'
import { mergeRoutes } from './consumers/merge.ts'
import { privacyRoutes } from './privacy/privacy.ts'
import { suppressionRoutes } from './suppressions/suppressions.ts'

type LeadRoutesParts = Parameters<typeof consentRoutes>[1] & Parameters<typeof consumerRoutes>[1] & Parameters<typeof importConsumers>[1] & Parameters<typeof mergeRoutes>[1] & Parameters<typeof privacyRoutes>[1] & Parameters<typeof suppressionRoutes>[1]

export function leadRoutes(app: App, parts: LeadRoutesParts): void {
  consumerRoutes(app, parts)
  consentRoutes(app, parts)
  importConsumers(app, parts)
  mergeRoutes(app, parts)
  privacyRoutes(app, parts)
  suppressionRoutes(app, parts)
}
