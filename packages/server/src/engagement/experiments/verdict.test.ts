import { HOLDOUT, type Experiment } from '@troupe/contract'
import { expect, it } from 'vitest'
import { judgeExperiment, type ArmCount } from './verdict.ts'

const AT = '2027-05-03T12:00:00.000Z'
const EXPERIMENT: Experiment = {
  id: 'x', name: 'Greeting', key: 'greeting', creatorId: null, agentId: null, arms: [{ key: 'plain', text: '', weight: 1 }, { key: 'warm', text: '', weight: 1 }], holdout: 0.2, goal: 'payment_success', windowDays: 14,
  state: 'running', startedAt: AT, endedAt: null, createdAt: AT,
}
const count = (arm: string, matured: number, conversions: number, more: Partial<ArmCount> = {}): ArmCount => ({ arm, exposed: matured, matured, conversions, revenueMinor: conversions * 1000, simulated: 0, ...more })

it('sets each arm against who heard nothing and against the first, and says in words what is decided', () => {
  const { differences, verdict, arms, caveats } = judgeExperiment(EXPERIMENT, [count('plain', 800, 80), count('warm', 800, 240), count(HOLDOUT, 400, 40)], AT)
  expect(differences.map(({ arm, against, decided }) => [arm, against, decided])).toEqual([['plain', HOLDOUT, false], ['warm', HOLDOUT, true], ['warm', 'plain', true]])
  expect(verdict).toMatch(/^Of “warm”, more leads came to payment_success than of “holdout”: by \d+\.\d to \d+\.\d percentage points\. Of “warm”, more/)
  expect(arms.map(({ rate }) => rate)).toEqual([0.1, 0.3, 0.1])
  expect(caveats).toHaveLength(1)
  expect(judgeExperiment(EXPERIMENT, [count('plain', 800, 400), count('warm', 800, 80), count(HOLDOUT, 400, 100)], AT).verdict).toContain('Of “warm”, fewer leads came to payment_success than of “plain”')
})

it('says what it does not know', () => {
  const judged = judgeExperiment(EXPERIMENT, [count('plain', 20, 2, { exposed: 50 }), count('warm', 25, 9, { exposed: 30, simulated: 3 })], AT)
  expect(judged.verdict).toBe('Nothing is decided: differences in payment_success as great as these come by chance.')
  expect(judged.arms.find(({ arm }) => arm === HOLDOUT)).toMatchObject({ leads: 0, low: 0, high: 1, rate: 0 })
  expect(judged.caveats.slice(0, -1)).toEqual([
    '35 leads are within their 14 days still and not counted: who would buy late has not yet.', 'Fewer than 30 leads are counted of “plain”, “warm”, “holdout”; the intervals are wide, and rightly so.', '3 of the conversions are simulated.',
    'The groups are more uneven than chance makes them. Something chose who was counted; find out what before you believe the rest.',
  ])
  expect(judgeExperiment(EXPERIMENT, [], AT).verdict).toContain('no lead has its window behind it')
  expect(judgeExperiment({ ...EXPERIMENT, state: 'draft', holdout: 0 }, [], AT)).toMatchObject({ verdict: 'It has not been started.', caveats: expect.arrayContaining([expect.stringContaining('Nobody is held out')]) })
})
