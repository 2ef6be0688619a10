/** The routes of channels: their settings, and what strangers and vendors reach. */
import type { App } from './app.ts'
import { channelSettings, type ChannelSettingsParts } from './channels/channels.ts'

export function channelRoutes(app: App, parts: ChannelSettingsParts): void {
  channelSettings(app, parts)
}
