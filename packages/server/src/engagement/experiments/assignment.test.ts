import { expect, it } from 'vitest'
import { armOf, type Division } from './assignment.ts'

const LEADS = Array.from({ length: 5_000 }, (_, index) => `lead-${index}`)
const EXPERIMENT: Division = { id: 'one', arms: [{ key: 'a', weight: 1 }, { key: 'b', weight: 3 }], holdout: 0.2 }

function shares(division: Division, leads: readonly string[] = LEADS): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const lead of leads) counts[armOf(division, lead)] = (counts[armOf(division, lead)] ?? 0) + 1
  return Object.fromEntries(Object.entries(counts).map(([arm, count]) => [arm, Math.round(count / leads.length * 20) / 20]))
}

it('divides leads by the weights, the same each time', () => {
  expect(shares(EXPERIMENT)).toEqual({ holdout: 0.2, a: 0.2, b: 0.6 })
  expect(LEADS.slice(0, 50).map((lead) => armOf(EXPERIMENT, lead))).toEqual(LEADS.slice(0, 50).map((lead) => armOf(EXPERIMENT, lead)))
})

it('divides those of one arm anew in another experiment', () => {
  expect(shares({ ...EXPERIMENT, id: 'two' }, LEADS.filter((lead) => armOf(EXPERIMENT, lead) === 'b'))).toEqual({ holdout: 0.2, a: 0.2, b: 0.6 })
})

it('holds nobody out where no share is', () => {
  expect(shares({ id: 'x', arms: [{ key: 'only', weight: 0.1 }], holdout: 0 })).toEqual({ only: 1 })
})
