/** Events, put together: how they come in, where they are read, and by which other wires they may come. */
import type { AuditLog } from '../people/audit-log.ts'
import { Authentication } from '../people/authentication.ts'
import { SuppressionList } from '../messaging/suppression/suppression-list.ts'
import { mergeLeads } from './consumers/merging/merge-leads.ts'
import { ContextRebuilds } from './context/context-rebuilds.ts'
import { EventList } from './events/event-list.ts'
import { EventSources } from './events/event-sources.ts'
import { Intake, type IntakeParts } from './events/intake.ts'
import { KeySweep } from './events/key-sweep.ts'
import { Timeline } from './events/timeline.ts'

export interface EventServicesParts extends IntakeParts {
  readonly audit: AuditLog
}

/** `keySweep.start()` where there is a process that stays; `intake` is disposed of last. */
export function createEventServices(parts: EventServicesParts) {
  const suppressions = new SuppressionList(parts)
  const intake = new Intake({ ...parts, merge: async (within, keepId, goId) => void await mergeLeads(within, { ids: parts.ids, nowMs: parts.clock.now(), suppressions }, keepId, goId) })
  return {
    clock: parts.clock, authentication: new Authentication(parts.db, parts.clock), intake, events: new EventList(parts.db), sources: new EventSources(parts), timeline: new Timeline(parts.db), rebuilds: new ContextRebuilds(parts), keySweep: new KeySweep(parts),
  }
}
