/** What thresholds are held against, and what the supervisor may change by itself when one is crossed: pace and channel, within bounds. Pure. */
import type { GoalWorkflow } from '@troupe/contract'
import { nextChannel } from './tools.ts'

type Stage = GoalWorkflow['stages'][number]
type Threshold = Stage['thresholds'][number]

export interface Signals {
  /** Of the goal, in the last week. */
  readonly sent: number
  readonly replies: number
  readonly unsubscribed: number
  readonly current: number
  readonly target: number
  /** Share of its time that has passed, 0 to 1. */
  readonly elapsed: number
}

export type Crossing = { readonly stage: string; readonly threshold: Threshold; readonly value: number }

/** Of fewer messages no rate says anything. */
const SENT_LEAST = 20
/** Nothing is known of progress before. */
const ELAPSED_LEAST = 0.1
/** Whatever thresholds say, nobody's plan is made more than twice as quick as a person or a model planned it, nor than this. */
export const PER_DAY_MOST = 500
const QUICKER_MOST = 2

export function valueOf(metric: string, { sent, replies, unsubscribed, current, target, elapsed }: Signals): number | null {
  switch (metric) {
    case 'reply-rate':
      return sent < SENT_LEAST ? null : replies / sent
    case 'unsubscribe-rate':
      return sent < SENT_LEAST ? null : unsubscribed / sent
    case 'progress':
      return elapsed < ELAPSED_LEAST ? null : current / target / elapsed
    default:
      return null
  }
}

/** Of stages whose days are not over, what brakes first. */
export function crossed({ stages }: GoalWorkflow, signals: Signals, day: number): Crossing[] {
  const all = stages.filter(({ toDay }) => toDay >= day).flatMap(({ name, thresholds }) => thresholds.flatMap((threshold): Crossing[] => {
    const value = valueOf(threshold.metric, signals)
    const is = value !== null && ((threshold.below !== null && value < threshold.below) || (threshold.above !== null && value > threshold.above))
    return is ? [{ stage: name, threshold, value }] : []
  }))
  return [...all.filter(isBrake), ...all.filter((one) => !isBrake(one))]
}

export function isBrake({ threshold: { respond } }: Crossing): boolean {
  return respond === 'stop' || respond === 'slow-down'
}

/**
 * All that is to be done about it, one after the other. What stands is of the whole goal, so that while anything brakes nothing
 * speeds up. `made`: those that changed something.
 */
export function adjustedBy(workflow: GoalWorkflow, planned: GoalWorkflow, crossings: readonly Crossing[], day: number): { workflow: GoalWorkflow; made: Crossing[] } {
  const brakes = crossings.some(isBrake)
  const made: Crossing[] = []
  let next = workflow
  for (const crossing of crossings) {
    if (brakes && crossing.threshold.respond === 'speed-up') continue
    const after = adjusted(next, planned, crossing, day)
    if (after === null) continue
    next = after
    made.push(crossing)
  }
  return { workflow: next, made }
}

/** `planned`: the newest workflow that the supervisor did not make. Null where nothing would change. */
export function adjusted(workflow: GoalWorkflow, planned: GoalWorkflow, { stage: name, threshold: { respond } }: Crossing, day: number): GoalWorkflow | null {
  const original = planned.stages.find((stage) => stage.name === name)
  const stages = workflow.stages.map((stage): Stage => {
    if (stage.name !== name) return stage
    switch (respond) {
      case 'slow-down':
        return { ...stage, tasks: stage.tasks.map((task) => ({ ...task, perDayMost: Math.max(1, Math.floor(task.perDayMost / 2)) })) }
      case 'speed-up':
        return { ...stage, tasks: stage.tasks.map((task, place) => ({ ...task, perDayMost: Math.max(task.perDayMost, Math.min(PER_DAY_MOST, QUICKER_MOST * (original?.tasks[place]?.perDayMost ?? task.perDayMost), Math.ceil(task.perDayMost * 1.5))) })) }
      case 'switch-channel': {
        const taken = new Set(stage.tasks.map(({ agent, tool }) => `${agent} ${tool}`))
        return { ...stage, tasks: stage.tasks.map((task) => (taken.has(`${task.agent} ${nextChannel(task.tool)}`) ? task : { ...task, tool: nextChannel(task.tool) })) }
      }
      case 'stop':
        return { ...stage, toDay: Math.max(stage.fromDay, Math.min(stage.toDay, day - 1)) }
      case 'ask-person':
        return stage
    }
  })
  return JSON.stringify(stages) === JSON.stringify(workflow.stages) ? null : { ...workflow, stages }
}
