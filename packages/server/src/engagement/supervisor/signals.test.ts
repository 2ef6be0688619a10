import type { GoalWorkflow } from '@troupe/contract'
import { expect, it } from 'vitest'
import { adjusted, adjustedBy, crossed, valueOf, type Signals } from './signals.ts'

const task = (tool: string, perDayMost = 50): GoalWorkflow['stages'][number]['tasks'][number] => ({ agent: 'follow-up', tool, input: {}, perDayMost })
const workflow = (respond: 'slow-down' | 'speed-up' | 'switch-channel' | 'stop' | 'ask-person', perDayMost = 50): GoalWorkflow => ({
  stages: [{ name: 'one', audience: { stages: ['new'], tag: null, quietDays: 0 }, tasks: [task('send_email', perDayMost)], fromDay: 0, toDay: 9, thresholds: [{ metric: 'unsubscribe-rate', below: null, above: 0.05, respond }] }], reasoning: '',
})
const signals: Signals = { sent: 100, replies: 3, unsubscribed: 8, current: 5, target: 20, elapsed: 0.5 }

it('knows rates of enough messages only, and progress against time', () => {
  expect(['reply-rate', 'unsubscribe-rate', 'progress', 'moon'].map((metric) => valueOf(metric, signals))).toEqual([0.03, 0.08, 0.5, null])
  expect(['reply-rate', 'progress'].map((metric) => valueOf(metric, { ...signals, sent: 19, elapsed: 0.05 }))).toEqual([null, null])
  expect(crossed(workflow('slow-down'), signals, 4)).toMatchObject([{ stage: 'one', value: 0.08 }])
  expect(crossed(workflow('slow-down'), { ...signals, unsubscribed: 5 }, 4)).toEqual([])
  expect(crossed(workflow('slow-down'), signals, 10)).toEqual([])
})

it('changes pace and channel within bounds, and tells when there is nothing left to change', () => {
  const crossing = (of: GoalWorkflow) => crossed(of, signals, 4)[0] ?? (() => { throw new Error('not crossed') })()
  const after = (respond: Parameters<typeof workflow>[0], perDayMost: number, planned = workflow(respond)) => adjusted(workflow(respond, perDayMost), planned, crossing(workflow(respond)), 4)?.stages[0]
  expect(after('slow-down', 50)?.tasks[0]?.perDayMost).toBe(25)
  expect(after('slow-down', 1)).toBeUndefined()
  expect([50, 75, 99].map((most) => after('speed-up', most)?.tasks[0]?.perDayMost)).toEqual([75, 100, 100])
  expect(after('speed-up', 100)).toBeUndefined()
  expect(after('speed-up', 400, workflow('speed-up', 400))?.tasks[0]?.perDayMost).toBe(500)
  expect(after('switch-channel', 50)?.tasks[0]?.tool).toBe('send_whatsapp')
  expect(after('stop', 50)?.toDay).toBe(3)
  expect(after('ask-person', 50)).toBeUndefined()
})

it('brakes every stage that is over its bound, before anything else, and speeds nothing up meanwhile', () => {
  const [one] = workflow('slow-down').stages
  if (one === undefined) throw new Error('no stage')
  const behind = { metric: 'progress', below: 0.9, above: null, respond: 'speed-up' as const }
  const brake = (respond: 'slow-down' | 'stop') => ({ metric: 'unsubscribe-rate', below: null, above: 0.05, respond })
  const plan: GoalWorkflow = { stages: [{ ...one, name: 'slow', tasks: [task('send_email', 1)], thresholds: [behind, brake('slow-down')] }, { ...one, name: 'quick', thresholds: [brake('slow-down')] }, { ...one, name: 'last', thresholds: [brake('stop')] }], reasoning: '' }
  const { workflow: after, made } = adjustedBy(plan, plan, crossed(plan, signals, 4), 4)
  expect(made.map(({ stage, threshold: { respond } }) => [stage, respond])).toEqual([['quick', 'slow-down'], ['last', 'stop']])
  expect(after.stages.map(({ tasks, toDay }) => [tasks[0]?.perDayMost, toDay])).toEqual([[1, 9], [25, 9], [50, 3]])
  expect(adjustedBy(plan, plan, crossed(plan, { ...signals, unsubscribed: 0 }, 4), 4).made).toHaveLength(1)
})
