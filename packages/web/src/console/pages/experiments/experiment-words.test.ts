import { HOLDOUT, type Experiment, type ExperimentResult } from '@troupe/contract'
import { describe, expect, it } from 'vitest'
import { armShares, keyOfName, points, resultAnswer, shareWords, withArmWords } from './experiment-words.ts'

const running = { state: 'running' } as Experiment
const arm = (leads: number) => ({ arm: 'warm', leads }) as ExperimentResult['arms'][number]
const difference = (low: number, high: number) => ({ arm: 'warm', against: HOLDOUT, difference: (low + high) / 2, low, high, decided: low > 0 || high < 0 })

describe('what an experiment says', () => {
  it('promises nothing before it is decided', () => {
    expect(resultAnswer({ experiment: running, arms: [arm(0)], differences: [] })).toContain('Too early')
    expect(resultAnswer({ experiment: running, arms: [arm(9)], differences: [difference(-0.1, 0.3)] })).toContain('may be chance')
  })

  it('says by how much, from least to most', () => {
    expect(resultAnswer({ experiment: running, arms: [arm(90)], differences: [difference(0.021, 0.0541)] })).toBe('“warm” brings more than “no message”: by 2.1 to 5.4 points')
    expect(resultAnswer({ experiment: running, arms: [arm(90)], differences: [difference(-0.05, -0.02)] })).toBe('“warm” brings fewer than “no message”: by 2.0 to 5.0 points')
  })

  it('tells those who hear nothing by one name, and signs with a minus', () => {
    expect(withArmWords('Of “warm”, more leads came to payment_success than of “holdout”.')).toBe('Of “warm”, more leads came to payment_success than of “no message”.')
    expect([-0.0213, 0.05, -0.0001].map(points)).toEqual(['−2.1', '5.0', '0.0'])
  })

  it('divides the leads, and makes a key of a name', () => {
    expect(shareWords(armShares({ holdout: 0.1, arms: [{ key: 'a', text: '', weight: 1 }, { key: 'b', text: '', weight: 2 }] }))).toBe('30\u202f% “a”, 60\u202f% “b”, 10\u202f% “no message”')
    expect(keyOfName('  Première Ansprache, wärmer! ')).toBe('premiere-ansprache-warmer')
  })
})
