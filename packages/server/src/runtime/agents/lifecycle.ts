/** What a person may do to an agent, by the state it is in (SPEC B1, DESIGN "Words, pinned"). */
import type { AgentState, AgentVerb } from '@troupe/contract'
import { ConflictError } from '../../base/errors.ts'

const FROM: Readonly<Record<AgentVerb, readonly AgentState[]>> = {
  start: ['ready', 'offline', 'failed'],
  pause: ['idle', 'busy', 'asleep'],
  resume: ['paused', 'asleep', 'failed'],
  stop: ['idle', 'busy', 'asleep', 'paused', 'failed'],
}

const VERBS = Object.keys(FROM) as AgentVerb[]

/** Past tense, for the audit log: `agent-started`. */
export const DONE: Readonly<Record<AgentVerb, string>> = { start: 'started', pause: 'paused', resume: 'resumed', stop: 'stopped' }

export class NotPossibleError extends ConflictError {
  constructor(wanted: string, state: AgentState) {
    super(notPossible(wanted, state), 'not-possible-in-this-state')
  }
}

export const SIMULATED = 'It lived in a simulated world, whose time is over: it can be looked at, not started.'

export class SimulatedError extends ConflictError {
  constructor() {
    super(SIMULATED, 'simulated')
  }
}

/** It could say nothing that anybody sees, and would spend money saying it. */
export class SuspendedError extends ConflictError {
  constructor(username: string) {
    super(`@${username} is suspended, and nobody would see what it does. Lift the suspension first, under Moderation.`, 'persona-suspended')
  }
}

/** Of agents that write to leads: there is no turn without an event of a lead. */
export class WokenByEventsError extends ConflictError {
  constructor() {
    super('An agent that writes to leads is woken by their events. Try it out with POST /api/agents/{id}/test, which shows what it would do.', 'woken-by-events')
  }
}

export function isPossible(verb: AgentVerb, state: AgentState): boolean {
  return FROM[verb].includes(state)
}

export function notPossible(wanted: string, state: AgentState): string {
  const possible = VERBS.filter((verb) => isPossible(verb, state))
  return `An agent that is ${state} cannot ${wanted}; it can ${possible.join(' or ')}.`
}

/**
 * The state a verb leads to. An agent in the middle of a turn (`held`) finishes it: paused or stopped it shows that at
 * once and stays so afterwards; started or resumed before its turn has ended it is busy again.
 */
export function stateAfter(verb: AgentVerb, held: boolean): AgentState {
  switch (verb) {
    case 'start':
    case 'resume':
      return held ? 'busy' : 'idle'
    case 'pause':
      return 'paused'
    case 'stop':
      return 'offline'
  }
}
