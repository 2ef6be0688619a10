/** The routes of channels: their settings, and what strangers and vendors reach. */
import type { Unsubscribing } from '../engagement/channels/unsubscribing.ts'
import type { App } from './app.ts'
import { channelSettings, type ChannelSettingsParts } from './channels/channels.ts'
import { unsubscribe } from './unsubscribe/unsubscribe.ts'

export interface ChannelRoutesParts extends ChannelSettingsParts {
  readonly unsubscribing: Unsubscribing
}

export function channelRoutes(app: App, parts: ChannelRoutesParts): void {
  channelSettings(app, parts)
  unsubscribe(app, parts)
}
