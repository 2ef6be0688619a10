/**
 * What a bulk act would do, said before it does it. Which states a verb moves is DESIGN's list of words; the server
 * decides in the end, and an agent that changed meanwhile comes back as failed with its reason.
 */
import type { AgentState, AgentVerb } from '@troupe/contract'

const MOVES: Readonly<Record<AgentVerb, readonly AgentState[]>> = {
  start: ['ready', 'offline', 'failed'],
  pause: ['idle', 'busy', 'asleep'],
  resume: ['paused'],
  stop: ['idle', 'busy', 'asleep', 'paused', 'failed'],
}

export function moves(verb: AgentVerb, state: AgentState): boolean {
  return MOVES[verb].includes(state)
}

/** The verb that takes a verb back; none for resume and start of what had failed, where it would do something else. */
export const UNDO: Readonly<Record<AgentVerb, AgentVerb>> = { start: 'stop', pause: 'resume', resume: 'pause', stop: 'start' }

export interface BulkPreview {
  /** Chosen in all. */
  chosen: number
  /** Those it moves. */
  moved: number
  /** Turns under way among them. */
  busy: number
  /** Those it leaves as they are, by state. */
  left: { state: AgentState; count: number }[]
}

export function previewBulk(verb: AgentVerb, counts: Partial<Record<AgentState, number>>): BulkPreview {
  let chosen = 0
  let moved = 0
  const left: BulkPreview['left'] = []
  for (const [state, count = 0] of Object.entries(counts) as [AgentState, number | undefined][]) {
    if (count === 0) continue
    chosen += count
    if (moves(verb, state)) moved += count
    else left.push({ state, count })
  }
  left.sort((one, other) => other.count - one.count)
  return { chosen, moved, busy: moves(verb, 'busy') ? counts.busy ?? 0 : 0, left }
}

export function countByState(agents: readonly { state: AgentState }[]): Partial<Record<AgentState, number>> {
  const counts: Partial<Record<AgentState, number>> = {}
  for (const { state } of agents) counts[state] = (counts[state] ?? 0) + 1
  return counts
}

const WORDS: Readonly<Record<AgentVerb, { name: string; effect: string }>> = {
  start: { name: 'Start', effect: 'wakes by itself from now on, in the way of its project' },
  pause: { name: 'Pause', effect: 'stands still until somebody resumes it' },
  resume: { name: 'Resume', effect: 'goes on where it was' },
  stop: { name: 'Stop', effect: 'goes offline until somebody starts it' },
}
const EFFECTS: Readonly<Record<AgentVerb, string>> = {
  start: 'wake by themselves from now on, in the way of their project', pause: 'stand still until somebody resumes them',
  resume: 'go on where they were', stop: 'go offline until somebody starts them',
}

/** "Pause 9 agents": the title of the question and the word on its button. */
export function bulkTitle(verb: AgentVerb, { moved }: BulkPreview): string {
  return `${WORDS[verb].name} ${moved.toLocaleString('en-US')} ${moved === 1 ? 'agent' : 'agents'}`
}

/** Whole sentences on what will happen and what will not. */
export function bulkConsequence(verb: AgentVerb, preview: BulkPreview): string[] {
  const { moved, busy, left } = preview
  const lines: string[] = []
  if (moved === 0) lines.push('None of them is in a state that this changes.')
  else lines.push(moved === 1 ? `It ${WORDS[verb].effect}.` : `They ${EFFECTS[verb]}.`)
  if (moved > 0 && busy > 0) lines.push(`${busy} ${busy === 1 ? 'is' : 'are'} in a turn at this moment.`)
  if (left.length > 0) {
    const parts = left.map(({ state, count }) => `${count.toLocaleString('en-US')} ${state}`)
    lines.push(`Left as they are: ${parts.join(', ')}.`)
  }
  return lines
}
