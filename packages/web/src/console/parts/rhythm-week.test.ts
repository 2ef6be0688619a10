import { rhythmSchema } from '@troupe/contract'
import { describe, expect, it } from 'vitest'
import { rhythmWeek } from './rhythm-week.ts'

const rhythm = (rules: unknown[]) => rhythmSchema.parse({ timezone: 'UTC', rules })

describe('a rhythm as a week', () => {
  it('is ordinary all week without rules', () => {
    expect(rhythmWeek(rhythm([])).flat().every((rate) => rate === 1)).toBe(true)
  })

  it('shows peaks, ordinary hours of active days and off days', () => {
    const week = rhythmWeek(rhythm([{ days: ['mon'], ranges: [{ from: '09:00', to: '12:00' }] }]))
    expect(week[0]!.slice(8, 13)).toEqual([1, 2, 2, 2, 1])
    expect(week[1]![10]).toBe(0.3)
  })

  it('lets a range that crosses midnight belong to the day it starts on', () => {
    const week = rhythmWeek(rhythm([{ days: ['sun'], ranges: [{ from: '22:00', to: '02:00' }], multiplier: 3 }]))
    expect(week[6]!.slice(21)).toEqual([1, 3, 3])
    expect(week[0]!.slice(0, 3)).toEqual([3, 3, 0.3])
  })

  it('lets later rules win, dormancy too', () => {
    const week = rhythmWeek(rhythm([
      { days: ['mon'], ranges: [{ from: '00:00', to: '24:00' }] },
      { days: ['mon'], ranges: [{ from: '01:00', to: '05:00' }], multiplier: 0 },
    ]))
    expect(week[0]!.slice(0, 6)).toEqual([2, 0, 0, 0, 0, 2])
  })
})
