import { expect, test } from 'vitest'
import { estimate, estimateWords } from './estimate.ts'

const run = { agents: 60, hours: 24, wake: { kind: 'rhythm' }, brains: 'habit', model: 'rehearsal' } as const

test('is near what a run of the shipped pack came to', () => {
  const found = estimate(run)
  expect(found?.turns).toBeCloseTo(5683, -2)
  expect(found?.acts).toBeGreaterThan(13_000)
  expect(found?.acts).toBeLessThan(15_500)
  expect(found?.calls).toBe(0)
})

test('says in words how large it is, and what it costs', () => {
  expect(estimateWords(run)).toBe('60 people over 1 d: about 5,700 turns, 15,000 acts, 1,400 posts. Takes a few seconds here and under 1 MB of disk.')
  expect(estimateWords({ ...run, agents: 20_000, hours: 168 })).toContain('about 1\u202fh 30\u202fmin')
  expect(estimateWords({ ...run, model: 'openai/gpt-5' })).toMatch(/asks the model about 3,900 times.*stops at the budget/)
  expect(estimateWords({ ...run, agents: null })).toContain('the file says')
})

test('half a number is no estimate', () => {
  expect(estimate({ ...run, hours: Number.NaN })).toBeNull()
  expect(estimate({ ...run, wake: { kind: 'cycle', minutes: 0 } })).toBeNull()
})
