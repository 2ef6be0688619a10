/** A workflow while it is written: its steps added, moved and taken out, with the names between them kept in order. */
import { generatorParamsSchemas, transformParamsSchemas, workflowSchema, type WorkflowStep } from '@troupe/contract'
import { faultWords, type SchemaIssue } from '../../forms/fault-words.ts'

export interface Draft {
  readonly name: string
  readonly steps: readonly WorkflowStep[]
}

export const NEW_DRAFT: Draft = {
  name: 'New workflow',
  steps: [
    { kind: 'generate', generator: 'gradient', params: { prompt: 'Dusk over water, violet and amber' }, out: 'image' },
    { kind: 'save', in: 'image', destination: 'images' },
  ],
}

/** Results that a step at this place may take up. */
export function namesBefore(steps: readonly WorkflowStep[], place: number): string[] {
  return steps.slice(0, place).flatMap((step) => (step.kind === 'save' ? [] : [step.out]))
}

/** Before the last step that saves, or at the end; what is saved at the end is then the new result. */
export function withStep(steps: readonly WorkflowStep[], kind: WorkflowStep['kind']): WorkflowStep[] {
  const last = steps.findLastIndex((step) => step.kind === 'save')
  const at = kind === 'save' || last === -1 ? steps.length : last
  const from = namesBefore(steps, at).at(-1) ?? ''
  const made = madeStep(kind, from, freeName(steps, kind === 'generate' ? 'image' : 'result'))
  const next = steps[at]
  const after = steps.slice(at + 1)
  if (made.kind !== 'transform' || next?.kind !== 'save' || next.in !== from) return [...steps.slice(0, at), made, ...steps.slice(at)]
  return [...steps.slice(0, at), made, { ...next, in: made.out }, ...after]
}

function madeStep(kind: WorkflowStep['kind'], from: string, out: string): WorkflowStep {
  switch (kind) {
    case 'generate': return { kind, generator: 'generative-art', params: {}, out }
    case 'transform': return { kind, op: 'resize', in: from, params: { width: 1024 }, out }
    case 'save': return { kind, in: from, destination: 'images' }
  }
}

/** Those that took up what is gone take up what it was made of. */
export function withoutStep(steps: readonly WorkflowStep[], place: number): WorkflowStep[] {
  const gone = steps[place]
  const rest = steps.filter((_, at) => at !== place)
  if (gone === undefined || gone.kind !== 'transform') return rest
  return rest.map((step) => (step.kind !== 'generate' && step.in === gone.out ? { ...step, in: gone.in } : step))
}

export function movedStep(steps: readonly WorkflowStep[], place: number, by: 1 | -1): WorkflowStep[] {
  const to = place + by
  if (to < 0 || to >= steps.length) return [...steps]
  const moved = [...steps]
  ;[moved[place], moved[to]] = [moved[to]!, moved[place]!]
  return moved
}

export function changedStep(steps: readonly WorkflowStep[], place: number, step: WorkflowStep): WorkflowStep[] {
  const before = steps[place]
  const renamed = before !== undefined && before.kind !== 'save' && step.kind !== 'save' && before.out !== step.out ? { from: before.out, to: step.out } : null
  return steps.map((each, at) => {
    if (at === place) return step
    return renamed !== null && at > place && each.kind !== 'generate' && each.in === renamed.from ? { ...each, in: renamed.to } : each
  })
}

function freeName(steps: readonly WorkflowStep[], base: string): string {
  const taken = new Set(steps.flatMap((step) => (step.kind === 'save' ? [] : [step.out])))
  for (let n = 1; ; n++) {
    const name = n === 1 ? base : `${base}-${n}`
    if (!taken.has(name)) return name
  }
}

/** By the contract's schemas, as one types: pointer (`/steps/0/params/width`) to words. What only holds between steps the server says. */
export function faultsOf(draft: Draft): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  const note = (issues: readonly unknown[], path: readonly PropertyKey[]): void => {
    for (const issue of issues as readonly SchemaIssue[]) {
      const pointer = [...path, ...issue.path].map((key) => `/${String(key)}`).join('')
      if (!found.has(pointer)) found.set(pointer, faultWords(issue))
    }
  }
  const whole = workflowSchema.safeParse(draft)
  if (!whole.success) note(whole.error.issues, [])
  draft.steps.forEach((step, place) => {
    if (step.kind === 'save') return
    const schema = step.kind === 'generate' ? generatorParamsSchemas[step.generator] : transformParamsSchemas[step.op]
    const params = schema.safeParse(step.params)
    if (!params.success) note(params.error.issues, ['steps', place, 'params'])
  })
  return found
}
