import { expect, it } from 'vitest'
import { spanWords } from './span-words.ts'

it('names days, or hours where there is one day', () => {
  expect(spanWords({ from: '2026-01-05T08:00:00.000Z', to: '2026-01-07T08:00:00.000Z' })).toBe('2026-01-05 to 2026-01-07')
  expect(spanWords({ from: '2026-01-05T08:00:00.000Z', to: '2026-01-05T09:30:00.000Z' })).toBe('2026-01-05, 08:00 to 09:30')
})
