import { expect, it } from 'vitest'
import { dayKey, daysBegun } from './days-begun.ts'

const at = (day: string, time: string) => new Date(`${day}T${time}`).toISOString()

it('marks the first row of each day, newest first, in the reader’s own days', () => {
  const rows = [['a', '2026-11-22', '09:00'], ['b', '2026-11-22', '00:01'], ['c', '2026-11-21', '23:59'], ['d', '2026-11-19', '12:00'], ['e', '2026-11-19', '11:00'], ['f', '2025-12-31', '23:00']]
    .map(([id = '', day = '', time = '']) => ({ id, receivedAt: at(day, time) }))
  expect([...daysBegun(rows, dayKey(Date.parse(at('2026-11-22', '10:00'))))]).toEqual([['a', 'Today'], ['c', 'Yesterday'], ['d', 'Thu 19 Nov'], ['f', '31 Dec 2025']])
  expect(daysBegun([], '2026-11-22').size).toBe(0)
})
