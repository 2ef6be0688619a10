import { expect, it } from 'vitest'
import { momentOf } from './moment-of.ts'

it.each<[given: unknown, ms: number]>([
  ['2026-11-22T10:00:00Z', Date.UTC(2026, 10, 22, 10)], [Date.UTC(2026, 10, 22), Date.UTC(2026, 10, 22)], [1_790_000_000, 1_790_000_000_000], [1_790_000_000.5, 1_790_000_000_500],
  ['soon', Number.NaN], [null, Number.NaN], [true, Number.NaN], [{}, Number.NaN],
])('reads %o', (given, ms) => {
  expect(momentOf(given)).toBe(ms)
})
