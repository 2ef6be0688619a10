/** What is different between two versions of a workflow: stage by stage, in the lines people read. */
import type { GoalWorkflow } from '@troupe/contract'
import { capital } from '../../parts/action-words.ts'
import { audienceWords, daysWords, inputWords, taskWords, thresholdWords, type Stage } from './goal-words.ts'

export interface StageDiff {
  readonly name: string
  readonly kind: 'new' | 'gone' | 'changed'
  readonly before: readonly string[]
  readonly after: readonly string[]
}

export interface WorkflowDiff {
  /** Those that are the same are left out; in the order of the newer version, those that are gone last. */
  readonly stages: readonly StageDiff[]
  readonly reasoning: { readonly before: string; readonly after: string } | null
  /** The stages come in another order. */
  readonly moved: boolean
}

export function workflowDiff(before: GoalWorkflow, after: GoalWorkflow): WorkflowDiff {
  const old = new Map(before.stages.map((stage) => [stage.name, stageLines(stage)]))
  const stages: StageDiff[] = after.stages.flatMap((stage): StageDiff[] => {
    const lines = stageLines(stage)
    const known = old.get(stage.name)
    if (known === undefined) return [{ name: stage.name, kind: 'new', before: [], after: lines }]
    return known.join('\n') === lines.join('\n') ? [] : [{ name: stage.name, kind: 'changed', before: known, after: lines }]
  })
  const gone = before.stages.filter(({ name }) => !after.stages.some((stage) => stage.name === name)).map((stage): StageDiff => ({ name: stage.name, kind: 'gone', before: stageLines(stage), after: [] }))
  const both = (one: GoalWorkflow, other: GoalWorkflow) => one.stages.map(({ name }) => name).filter((name) => other.stages.some((stage) => stage.name === name)).join('\n')
  return {
    stages: [...stages, ...gone], moved: both(before, after) !== both(after, before),
    reasoning: before.reasoning === after.reasoning ? null : { before: before.reasoning, after: after.reasoning },
  }
}

function stageLines(stage: Stage): string[] {
  return [
    audienceWords(stage.audience), `Runs ${daysWords(stage)}`,
    ...stage.tasks.flatMap((task) => [capital(taskWords(task)), ...(inputWords(task.input)?.split('\n') ?? [])]),
    ...stage.thresholds.map(thresholdWords),
  ]
}
