import { goalWorkflowSchema } from '@troupe/contract'
import { expect, it } from 'vitest'
import { planText, readPlan } from './plan-text.ts'

const WORKFLOW = goalWorkflowSchema.parse({ reasoning: 'Because: of “this”.', stages: [{ name: 'near', audience: { stages: ['engaged'] }, fromDay: 0, toDay: 6, tasks: [{ agent: 'follow-up', tool: 'send_email', input: { text: 'Hello {name},\nhow are you?' } }] }] })

it('is the same after it was written down and read again', () => {
  expect(readPlan(planText(WORKFLOW))).toEqual({ workflow: WORKFLOW, faults: [] })
})

it('says in which line something is wrong, and how to mend it', () => {
  const text = planText(WORKFLOW)
  const line = text.split('\n').findIndex((each) => each.includes('toDay')) + 1
  expect(readPlan(text.replace('toDay: 6', 'toDay: 400')).faults).toEqual([{ line, column: expect.any(Number) as number, message: 'toDay: Use 365 or less.' }])
  expect(readPlan(text.replace('- engaged', '- friendly')).faults[0]?.message).toBe('Choose one of the list.')
  expect(readPlan('stages: [').faults.length).toBeGreaterThan(0)
  expect(readPlan('').workflow).toBeNull()
})
