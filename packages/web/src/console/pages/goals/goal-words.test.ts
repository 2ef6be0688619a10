import { goalWorkflowSchema, type GoalWorkflow } from '@troupe/contract'
import { describe, expect, it } from 'vitest'
import { amountWords, audienceWords, daysWords, inputWords, progressOf, taskWords, thresholdWords } from './goal-words.ts'
import { workflowDiff } from './workflow-diff.ts'

const STAGE = { name: 'near', audience: { stages: ['engaged' as const], quietDays: 1 }, fromDay: 0, toDay: 6, tasks: [{ agent: 'follow-up', tool: 'send_email', input: { subject: 'Hello', text: 'Come by.' } }], thresholds: [{ metric: 'unsubscribe-rate', below: null, above: 0.05, respond: 'slow-down' as const }] }
const workflow = (...stages: object[]): GoalWorkflow => goalWorkflowSchema.parse({ stages, reasoning: 'Because.' })

describe('a goal in words', () => {
  it('says amounts by what is counted', () => {
    expect(amountWords('revenue', 1200, 'EUR')).toBe('€1,200')
    expect(amountWords('revenue', 49.5, 'EUR')).toBe('€49.50')
    expect(amountWords('engaged-leads', 40, 'EUR')).toBe('40 engaged leads')
    expect(amountWords('replies', 1, 'EUR')).toBe('1 reply')
  })

  it('says how far it is and how much of its time has passed', () => {
    const goal = { current: 5, target: 20, from: '2026-11-01T00:00:00.000Z', to: '2026-11-11T00:00:00.000Z' }
    expect(progressOf(goal, Date.parse('2026-11-06T00:00:00.000Z'))).toEqual({ share: 0.25, elapsed: 0.5 })
    expect(progressOf(goal, Date.parse('2026-12-06T00:00:00.000Z')).elapsed).toBe(1)
  })

  it('says stages, thresholds and what tasks say', () => {
    const [stage] = workflow(STAGE).stages
    expect(audienceWords(stage!.audience)).toBe('Leads who are engaged, and have been quiet for a day')
    expect(daysWords(stage!)).toBe('days 1 to 7')
    expect(thresholdWords(stage!.thresholds[0]!)).toBe('When the share that unsubscribes rises above 5\u202f%, it slows down')
    expect(inputWords({ text: 'Come by.', tag: 'spring', n: 2 })).toBe('Come by.\ntag: spring\nn: 2')
    expect(inputWords({})).toBeNull()
    const tasks = ['segment_audience', 'make_report', 'send_whatsapp', 'dance'].map((tool) => taskWords({ agent: 'follow-up', tool, input: {}, perDayMost: 1200 }))
    expect(tasks).toEqual(['tag on leads, at most 1,200 a day, by Follow-up', 'progress report, once a day', 'WhatsApp to at most 1,200 a day, by Follow-up', 'dance to at most 1,200 a day, by Follow-up'])
  })
})

describe('two versions of a workflow', () => {
  it('are told apart by what changed in which stage', () => {
    const after = workflow({ ...STAGE, tasks: [{ ...STAGE.tasks[0], perDayMost: 25 }] }, { ...STAGE, name: 'once more' })
    const diff = workflowDiff(workflow(STAGE, { ...STAGE, name: 'last' }), after)
    expect(diff.stages.map(({ name, kind }) => [name, kind])).toEqual([['near', 'changed'], ['once more', 'new'], ['last', 'gone']])
    expect(diff.stages[0]?.after.filter((line) => !diff.stages[0]?.before.includes(line))).toEqual(['E-mail to at most 25 a day, by Follow-up'])
    expect(diff.reasoning).toBeNull()
  })

  it('says nothing of two that are the same, and tells an order that changed', () => {
    expect(workflowDiff(workflow(STAGE), workflow(STAGE))).toEqual({ stages: [], moved: false, reasoning: null })
    const other = { ...STAGE, name: 'other' }
    expect(workflowDiff(workflow(STAGE, other), workflow(other, STAGE)).moved).toBe(true)
  })
})
