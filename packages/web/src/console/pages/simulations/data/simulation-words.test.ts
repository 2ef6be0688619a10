import { expect, test } from 'vitest'
import { hoursAt, instantAfter, longWords, momentWords, populationWords, recommenderNow, recommenderWords, remainingMs, shareDone } from './simulation-words.ts'

const run = { from: '2026-01-05T00:00:00Z', now: '2026-01-05T12:00:00Z', until: '2026-01-06T00:00:00Z', forks: [], seconds: 3 }

test('time in the world is told in UTC', () => {
  expect(momentWords(run.now)).toBe('Mon 5 Jan, 12:00')
  expect(hoursAt(run, run.now)).toBe(12)
  expect(instantAfter(run, 1.5)).toBe('2026-01-05T01:30:00.000Z')
  expect(longWords(run)).toBe('1 d')
})

test('a branch counts what it did itself', () => {
  expect(shareDone(run)).toBe(0.5)
  expect(remainingMs(run)).toBe(3000)
  const branch = { ...run, now: '2026-01-05T18:00:00Z', forks: [{ point: { kind: 'time' as const, at: '2026-01-05T12:00:00Z' }, seed: null, changes: null }] }
  expect(shareDone(branch)).toBe(0.5)
  expect(remainingMs({ ...run, seconds: 0.1 })).toBeNull()
})

test('who lives in it', () => {
  expect(populationWords({ population: { kind: 'pack', pack: 'agora', agents: 1200 }, counts: null })).toBe('1,200 of agora')
  expect(populationWords({ population: { kind: 'files', files: ['a.json', 'b.csv'], mbti: 'tint' }, counts: null })).toBe('from a.json and 1 file more')
})

test('a branch shows what it changed to, written as YAML or JSON', () => {
  const point = { kind: 'turn' as const, turn: 1 }
  const forks = [{ point, seed: null, changes: 'interventions:\n  - at: start\n    do: { recommender: popular }\n' }, { point, seed: null, changes: '{"interventions":[{"do":[{"recommender":"friends-of-friends"}]}]}' }]
  expect(recommenderWords({ recommender: 'recent', forks: [] })).toBe('recent')
  expect(recommenderWords({ recommender: 'recent', forks: forks.slice(0, 1) })).toBe('recent → popular')
  expect([recommenderWords({ recommender: 'recent', forks }), recommenderNow({ recommender: 'recent', forks })]).toEqual(['popular → friends-of-friends', 'friends-of-friends'])
})
