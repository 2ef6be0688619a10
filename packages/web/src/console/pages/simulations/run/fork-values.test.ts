import { simulationForkSchema } from '@troupe/contract'
import { expect, test } from 'vitest'
import { branchName, changeFault, changesOf, requestOf, type ForkValues } from './fork-values.ts'

const values: ForkValues = { name: 'B', kind: 'time', atHours: 12, turn: null, change: 'recommender', recommender: 'popular', who: '@ada', whom: 'bob', text: 'Hello', changes: '', seed: '', hours: null }
const run = { from: '2026-01-05T00:00:00Z', name: 'agora · recent' }
const deedOf = (change: ForkValues['change']) => (JSON.parse(changesOf({ ...values, change }) ?? 'null') as { interventions: { do: object[] }[] } | null)?.interventions[0]?.do[0]

test('the request is one that the contract takes', () => {
  expect(simulationForkSchema.parse(requestOf(run, values))).toMatchObject({ point: { kind: 'time', at: '2026-01-05T12:00:00.000Z' }, seed: null, start: true })
  expect(simulationForkSchema.parse(requestOf(run, { ...values, kind: 'turn', turn: 7, hours: 48 }))).toMatchObject({ point: { kind: 'turn', turn: 7 }, hours: 48 })
  expect(simulationForkSchema.safeParse(requestOf(run, { ...values, atHours: null })).success).toBe(false)
})

test('a change is written as a timeline would, names without @', () => {
  expect([deedOf('recommender'), deedOf('ban'), deedOf('post'), deedOf('follow'), deedOf('nothing')]).toEqual([
    { recommender: 'popular' }, { ban: ['ada'] }, { post: { as: 'ada', text: 'Hello' } }, { edges: { add: [['ada', 'bob']] } }, undefined,
  ])
})

test('a change about nobody says so, and a name tells what changed', () => {
  expect(changeFault({ ...values, change: 'ban', who: ' ' })).toContain('Name somebody')
  expect(changeFault(values)).toBeNull()
  expect(branchName(run, values)).toBe('agora · popular')
})
