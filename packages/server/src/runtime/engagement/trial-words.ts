/** What whoever tries out an agent is told besides its plan. */
import { typeHint } from '@troupe/contract'
import type { Id } from '../../base/ids.ts'
import { sentTypes } from '../../engagement/events/sent-types.ts'
import type { Database } from '../../store/database.ts'
import type { WorkingAgent } from './working-agent.ts'

export function whyNotWoken({ triggers }: WorkingAgent, type: string): string {
  const waiting = triggers.some(({ eventType }) => eventType === type || eventType === '*')
  if (waiting) return `It waits for ${type}, and no filter of its triggers matches this event of this lead.`
  const types = [...new Set(triggers.map(({ eventType }) => eventType))]
  return `${type} does not wake it; it waits for ${types.join(', ') || 'nothing'}.`
}

/** What keeps it from happening for real. */
export function trialNotes(state: string, killed: string | null, keepsStill: boolean): string[] {
  return [
    ...['idle', 'busy', 'asleep'].includes(state) ? [] : [`The agent is ${state === 'offline' ? 'stopped' : state === 'ready' ? 'not started' : state}: no event wakes it as it stands.`],
    ...state === 'asleep' ? ['The agent is asleep: events wait until it wakes.'] : [],
    ...killed === null ? [] : [`The kill switch is on: ${killed}`],
    ...keepsStill ? ['A person talks with this lead or is about to: agents keep still until the thread is handed back.'] : [],
  ]
}

/** Of a type that nobody has sent: what it was probably meant to be. Known types are not looked up. */
export async function typeNotes(db: Database, workspaceId: Id, type: string): Promise<string[]> {
  if (typeHint(type, []) === null) return []
  const hint = typeHint(type, (await sentTypes(db, workspaceId, null)).map((sent) => sent.type))
  return hint === null ? [] : [hint.sentence]
}
