import type { RampCrew, RampOutlookDay, RampUp } from '@troupe/contract'
import { counted } from '../../../design/number-format.ts'

/** Where a plan stands, in a sentence. */
export function standing({ state, day, days, agents: { running, all } }: Pick<RampUp, 'state' | 'day' | 'days' | 'agents'>): string {
  const now = `${running} of ${counted(all, 'agent', 'agents')} running`
  switch (state) {
    case 'draft': return `Draft of ${counted(days.length, 'day', 'days')}`
    case 'active': return day === null ? `Waits to begin, ${now}` : `Day ${day} of ${days.length}, ${now}`
    case 'paused': return day === null ? `Paused before day 1, ${now}` : `Paused on day ${day} of ${days.length}, ${now}`
    case 'done': return `Done, ${now}`
  }
}

/** Whom a plan finds, and what it does with them: the running, the new, and those it has no room for. */
export function crewWords(outlook: readonly RampOutlookDay[], { running, ready, all }: RampCrew): string {
  const still = all - running - ready
  const there = `${counted(all, 'agent', 'agents')} in the project: ${running} running, ${ready} new${still > 0 ? `, ${still} paused or stopped` : ''}.`
  const toCome = outlook.filter((day) => day.starts !== null)
  if (toCome.length === 0) return there
  const starts = toCome.reduce((sum, day) => sum + (day.starts ?? 0), 0)
  const left = ready - starts
  return [
    there,
    ...(running > 0 ? [`${running === 1 ? 'The one that runs goes on' : 'Those that run go on'} and ${running === 1 ? 'keeps' : 'keep'} to each day’s acts.`] : []),
    starts === 0 ? 'The plan starts nobody new.' : `The plan starts ${starts} new ${starts === 1 ? 'one' : 'ones'}.`,
    ...(left > 0 ? [`For ${left} new ${left === 1 ? 'one' : 'ones'} it has no room: start ${left === 1 ? 'it' : 'them'} yourself once it is over.`] : []),
  ].join(' ')
}

/** A day as it will be: "12 agents running, up to 40 acts a day each". */
export function dayWords({ running, agents, actsPerDay }: Pick<RampOutlookDay, 'running' | 'agents' | 'actsPerDay'>): string {
  return `${counted(running ?? agents, 'agent', 'agents')} running, up to ${counted(actsPerDay, 'act', 'acts')} a day each`
}

/** The day that `next` speaks of. */
export function nextDay({ outlook, day, next }: Pick<RampUp, 'outlook' | 'day' | 'next'>): RampOutlookDay | null {
  return next === null ? null : outlook[day ?? 0] ?? null
}

/** What the first day does, before one agrees to it. */
export function firstDayWords(first: RampOutlookDay, project: string): string {
  const { starts, running, agents } = first
  const started = starts === null || starts === 0 ? 'nobody new is started' : `${counted(starts, 'new agent is', 'new agents are')} started`
  return `On day 1 ${started}: then ${dayWords({ ...first, running: running ?? agents })} in ${project}.`
}
