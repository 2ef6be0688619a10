import { describe, expect, it } from 'vitest'
import { axisTop, hoursAnswer } from './hours-answer.ts'

const hourOf = (instant: string) => instant.slice(11, 16)

describe('the chart’s answer', () => {
  it('names the busiest hour and its share', () => {
    const hours = [10, 30, 10].map((acts, hour) => ({ hour: `2026-11-21T0${hour}:00:00.000Z`, acts }))
    expect(hoursAnswer(hours, hourOf)).toEqual({ title: 'Busiest at 01:00, with 60\u202f% of 50 acts', total: 50, most: 30 })
  })

  it('says that there is nothing', () => {
    expect(hoursAnswer([], hourOf).title).toBe('No acts in the last 24 hours')
    expect(hoursAnswer([{ hour: '2026-11-21T00:00:00.000Z', acts: 0 }], hourOf).title).toBe('No acts in the last 24 hours')
  })

  it('puts a round number on top, never below the greatest', () => {
    for (const most of [0, 1, 3, 7, 12, 99, 312, 1001, 48_211]) {
      expect(axisTop(most)).toBeGreaterThanOrEqual(most)
      expect(axisTop(most)).toBeLessThanOrEqual(Math.max(4, most * 1.7))
    }
    expect(axisTop(312)).toBe(320)
  })
})
