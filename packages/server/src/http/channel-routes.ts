/** The routes of channels: their settings, and what strangers and vendors reach. */
import type { Receipts } from '../engagement/channels/receipts.ts'
import type { Tracking } from '../engagement/channels/tracking.ts'
import type { Unsubscribing } from '../engagement/channels/unsubscribing.ts'
import type { App } from './app.ts'
import { channelSettings, type ChannelSettingsParts } from './channels/channels.ts'
import { receiptRoutes } from './receipts/receipts.ts'
import { trackingRoutes } from './tracking/tracking.ts'
import { unsubscribe } from './unsubscribe/unsubscribe.ts'

export interface ChannelRoutesParts extends ChannelSettingsParts {
  readonly unsubscribing: Unsubscribing
  readonly receipts: Receipts
  readonly tracking: Tracking
}

export function channelRoutes(app: App, parts: ChannelRoutesParts): void {
  channelSettings(app, parts)
  unsubscribe(app, parts)
  receiptRoutes(app, parts)
  trackingRoutes(app, parts)
}
