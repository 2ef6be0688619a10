/**
 * What agents make of events in the very transaction that stores them, so that from "something happened" to "this is to be said" no
 * moment passes in which the one stands without the other. Only agents of code plan here; for the others a job is left, with those
 * that have heard already.
 */
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import type { PlanHeard } from '../../engagement/events/intake.ts'
import type { Heard } from '../../engagement/events/lead-event.ts'
import { bigints, texts, uuids } from '../../store/columns.ts'
import type { Within } from '../../store/database.ts'
import { keepWakings, type KeepTools } from './keep-wakings.ts'
import type { AgentsAtWork } from './agents-at-work.ts'
import { surroundingsOf, type SurroundingsParts } from './surroundings.ts'
import { triggered, wakeByRules, type WakeTools } from './wake-by-rules.ts'
import type { Waking } from './waking.ts'
import type { WorkingAgent } from './working-agent.ts'

export interface PlanNowParts extends KeepTools, SurroundingsParts, Omit<WakeTools, 'nowMs'> {
  readonly atWork: AgentsAtWork
  readonly now: () => number
  /** Threads that wait for a person; told once the transaction has had time to end. */
  readonly onEscalated: (conversationIds: readonly Id[]) => void
}

export function planNow(parts: PlanNowParts): PlanHeard {
  return async (within, heard) => {
    const done = new Set(heard.map(({ event }) => event.id))
    const concerned = concerning(parts.atWork, heard)
    if (concerned.length === 0) return done
    const surroundings = await surroundingsOf(within, parts, concerned.map(({ heard: one }) => one))
    const wakings: Waking[] = []
    const waiting: { readonly heard: Heard; readonly done: readonly Id[] }[] = []
    for (const { heard: one, agents } of concerned) {
      const around = surroundings.get(one)
      // Whom a person talks with, agents leave alone; the thread keeps what they write for when it is handed back.
      if (around === undefined || around.keepsStill) continue
      if (parts.atWork.killed([around.creator.projectId]) !== null) {
        waiting.push({ heard: one, done: [] })
        continue
      }
      const pure = agents.filter(({ isPure }) => isPure)
      for (const agent of pure) {
        const waking = wakeByRules(agent, one, around, { ...parts, nowMs: parts.now() })
        if (waking !== null) wakings.push(waking)
      }
      if (pure.length < agents.length) waiting.push({ heard: one, done: pure.map(({ view }) => view.id) })
    }
    const { escalated } = await keepWakings(within, parts, wakings)
    if (escalated.length > 0) parts.onEscalated(escalated)
    await leaveJobs(within, waiting)
    return done
  }
}

/** Events that wake somebody, with whom. */
export function concerning(atWork: AgentsAtWork, heard: readonly Heard[]): { readonly heard: Heard; readonly agents: readonly WorkingAgent[] }[] {
  return heard.flatMap((one) => {
    const waiting = atWork.waitingFor(one.event.workspaceId, one.event.creatorId, one.event.type)
    if (waiting.length === 0) return []
    const agents = triggered(waiting, one).filter(({ view }) => atWork.killed([view.projectId]) === null)
    return agents.length === 0 ? [] : [{ heard: one, agents }]
  })
}

async function leaveJobs(within: Within, waiting: readonly { readonly heard: Heard; readonly done: readonly Id[] }[]): Promise<void> {
  if (waiting.length === 0) return
  await sql`INSERT INTO event_jobs (event_id, workspace_id, creator_id, consumer_id, due_at, done)
    SELECT event_id, workspace_id, creator_id, consumer_id, due_at, string_to_array(done, ',')::uuid[]
    FROM unnest(${uuids(waiting, ({ heard }) => heard.event.id)}, ${uuids(waiting, ({ heard }) => heard.event.workspaceId)}, ${uuids(waiting, ({ heard }) => heard.event.creatorId)}, ${uuids(waiting, ({ heard }) => heard.lead.id)},
      ${bigints(waiting, ({ heard }) => heard.event.receivedMs)}, ${texts(waiting, ({ done }) => done.join(','))}) AS d (event_id, workspace_id, creator_id, consumer_id, due_at, done)`.execute(within)
}
