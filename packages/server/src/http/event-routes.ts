/** The routes by which events come in, and by which they are read. */
import type { App } from './app.ts'
import { eventSourceRoutes, type EventSourceRouteParts } from './event-sources/event-sources.ts'
import { consumerTimeline } from './consumers/timeline.ts'
import { rebuildContext } from './consumers/rebuild-context.ts'
import { getEvent } from './events/get.ts'
import { ingestEvents } from './events/ingest.ts'
import { listEvents } from './events/list.ts'
import { eventTypes } from './events/types.ts'
import { receiveHook } from './hooks/receive.ts'
import { segmentWire, type SegmentParts } from './segment/segment-wire.ts'

export type EventRouteParts = EventSourceRouteParts & SegmentParts & Parameters<typeof getEvent>[1] & Parameters<typeof consumerTimeline>[1] & Parameters<typeof rebuildContext>[1] & Parameters<typeof receiveHook>[1]

export function eventRoutes(app: App, parts: EventRouteParts): void {
  for (const route of [ingestEvents, listEvents, eventTypes, getEvent, eventSourceRoutes, receiveHook, segmentWire, consumerTimeline, rebuildContext]) route(app, parts)
}
