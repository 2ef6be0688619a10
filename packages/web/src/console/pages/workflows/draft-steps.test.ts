import type { WorkflowStep } from '@troupe/contract'
import { describe, expect, test } from 'vitest'
import { changedStep, faultsOf, movedStep, NEW_DRAFT, namesBefore, withoutStep, withStep } from './draft-steps.ts'

const { steps } = NEW_DRAFT
const named = (list: readonly WorkflowStep[]) => list.map((step) => (step.kind === 'generate' ? `→${step.out}` : step.kind === 'save' ? `${step.in}→` : `${step.in}→${step.out}`))

describe('the steps of a workflow that is written', () => {
  test('a transform goes before what is saved, which takes up its result', () => {
    const two = withStep(withStep(steps, 'transform'), 'transform')
    expect(named(two)).toEqual(['→image', 'image→result', 'result→result-2', 'result-2→'])
    expect(namesBefore(two, 2)).toEqual(['image', 'result'])
  })

  test('one taken out leaves no gap', () => {
    expect(named(withoutStep(withStep(withStep(steps, 'transform'), 'transform'), 1))).toEqual(['→image', 'image→result-2', 'result-2→'])
  })

  test('a new name goes to those that take it up', () => {
    expect(named(changedStep(steps, 0, { ...steps[0]!, out: 'sky' } as WorkflowStep))).toEqual(['→sky', 'sky→'])
  })

  test('are moved by one, and not beyond the ends', () => {
    expect(named(movedStep(steps, 1, -1))).toEqual(['image→', '→image'])
    expect(movedStep(steps, 0, -1)).toEqual(steps)
  })

  test('a second generator has a name of its own', () => {
    expect(named(withStep(steps, 'generate'))).toEqual(['→image', '→image-2', 'image→'])
  })

  test('faults stand at their fields', () => {
    expect([...faultsOf(NEW_DRAFT)]).toEqual([])
    const wrong = { name: '', steps: [{ ...steps[0]!, params: { width: 4, prompt: 'x' } }, steps[1]!] as WorkflowStep[] }
    expect([...faultsOf(wrong).keys()]).toEqual(['/name', '/steps/0/params/width'])
  })
})
