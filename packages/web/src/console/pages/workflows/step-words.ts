import type { WorkflowStep } from '@troupe/contract'

/** A step in a line of steps: `chart`, `caption`, `save`. */
export function stepWords(step: WorkflowStep): string {
  switch (step.kind) {
    case 'generate': return step.generator === 'model' ? 'image model' : step.generator.replaceAll('-', ' ')
    case 'transform': return step.op.replaceAll('-', ' ')
    case 'save': return 'save'
  }
}
