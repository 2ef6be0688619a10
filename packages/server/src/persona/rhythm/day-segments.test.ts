import { describe, expect, it } from 'vitest'
import { rhythmSchema } from '@troupe/contract/rhythm'
import { segmentsOfDay } from './day-segments.ts'

const evenings = rhythmSchema.parse({
  timezone: 'America/New_York',
  rules: [{ days: ['sat', 'sun'], ranges: [{ from: '20:00', to: '02:30' }] }],
})

function hours(date: string): [number, number][] {
  return segmentsOfDay(evenings, date).map((segment) => [(segment.toMs - segment.fromMs) / 3_600_000, segment.multiplier])
}

describe('segmentsOfDay', () => {
  it('gives a day end to end, with the range that began the evening before', () => {
    expect(hours('2026-11-22')).toEqual([[2.5, 2], [17.5, 1], [4, 2]])
    expect(hours('2026-11-25')).toEqual([[24, 0.3]])
  })

  it('has 23 hours when the clock goes forward and 25 when it goes back', () => {
    // 02:00 becomes 03:00: the range loses its last half hour, the rest of the day starts at 03:00.
    expect(hours('2026-03-08')).toEqual([[2, 2], [17, 1], [4, 2]])
    // 01:00 to 02:00 happens twice, both times within the range.
    expect(hours('2026-11-01')).toEqual([[3.5, 2], [17.5, 1], [4, 2]])
  })
})
