import type { RampUp } from '@troupe/contract'
import { counted } from '../../../design/number-format.ts'

/** Where a plan stands, in a sentence. */
export function standing({ state, day, days, running, agents }: Pick<RampUp, 'state' | 'day' | 'days' | 'running' | 'agents'>): string {
  const now = `${running} of ${counted(agents, 'agent', 'agents')} running`
  switch (state) {
    case 'draft': return `Draft of ${counted(days.length, 'day', 'days')}`
    case 'active': return day === null ? `Waits to begin, ${now}` : `Day ${day} of ${days.length}, ${now}`
    case 'paused': return day === null ? `Paused before day 1, ${now}` : `Paused on day ${day} of ${days.length}, ${now}`
    case 'done': return `Done, ${now}`
  }
}
