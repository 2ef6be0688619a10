import { rhythmSchema, type Rhythm } from '@troupe/contract'
import { describe, expect, it } from 'vitest'
import { multiplierAt } from '../../persona/rhythm/waking.ts'
import { dayStrip } from './day-strip.ts'

const LONDON = 'Europe/London'
const NEW_YORK = 'America/New_York'

function rhythm(fields: Record<string, unknown>): Rhythm {
  return rhythmSchema.parse({ timezone: LONDON, ...fields })
}

function at(text: string): number {
  return Temporal.ZonedDateTime.from(text).epochMilliseconds
}

function stretches(strip: ReturnType<typeof dayStrip>): [number, number, number, string][] {
  return strip?.segments.map(({ fromMinute, toMinute, multiplier, kind }) => [fromMinute / 60, toMinute / 60, multiplier, kind]) ?? []
}

const office = rhythm({ rules: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], ranges: [{ from: '09:00', to: '17:00' }] }, { days: ['mon'], ranges: [{ from: '01:00', to: '05:00' }], multiplier: 0 }] })

describe('dayStrip', () => {
  it('is the local day of the rhythm, end to end, and names its peaks', () => {
    const strip = dayStrip([{ rhythm: office, agents: 1 }], null, at('2026-11-23T12:00[Europe/London]'))
    expect(strip).toMatchObject({ zone: LONDON, date: '2026-11-23', from: '2026-11-23T00:00:00.000Z', agents: 1 })
    expect(stretches(strip)).toEqual([[0, 1, 1, 'ordinary'], [1, 5, 0, 'dormant'], [5, 9, 1, 'ordinary'], [9, 17, 2, 'peak'], [17, 24, 1, 'ordinary']])
    expect(stretches(dayStrip([{ rhythm: office, agents: 1 }], null, at('2026-11-22T12:00[Europe/London]')))).toEqual([[0, 24, 0.3, 'off-peak']])
  })

  it('cuts the day by another clock where one is named', () => {
    const strip = dayStrip([{ rhythm: office, agents: 1 }], NEW_YORK, at('2026-11-24T12:00[America/New_York]'))
    expect(strip).toMatchObject({ zone: NEW_YORK, date: '2026-11-24', from: '2026-11-24T05:00:00.000Z' })
    expect(stretches(strip)).toEqual([[0, 4, 1, 'ordinary'], [4, 12, 2, 'peak'], [12, 24, 1, 'ordinary']])
  })

  it('has 23 hours when the clocks go forward and 25 when they go back', () => {
    const nights = rhythm({ timezone: NEW_YORK, rules: [{ days: ['sat', 'sun'], ranges: [{ from: '20:00', to: '02:30' }] }] })
    expect(stretches(dayStrip([{ rhythm: nights, agents: 1 }], null, at('2026-03-08T12:00[America/New_York]')))).toEqual([[0, 2, 2, 'peak'], [2, 19, 1, 'ordinary'], [19, 23, 2, 'peak']])
    expect(stretches(dayStrip([{ rhythm: nights, agents: 1 }], null, at('2026-11-01T12:00[America/New_York]')))).toEqual([[0, 3.5, 2, 'peak'], [3.5, 21, 1, 'ordinary'], [21, 25, 2, 'peak']])
    // By a clock that does not change, the day has its 24 hours and the peaks come an hour later from then on.
    expect(stretches(dayStrip([{ rhythm: nights, agents: 1 }], 'UTC', at('2026-11-01T12:00[UTC]')))).toEqual([[0, 7.5, 2, 'peak'], [7.5, 24, 1, 'ordinary']])
  })

  it('is the mean of those who share it, weighed by how many they are', () => {
    const shared = [{ rhythm: rhythm({ rules: [{ days: ['mon'], ranges: [{ from: '06:00', to: '12:00' }] }] }), agents: 3 }, { rhythm: rhythm({ rules: [{ days: ['mon'], ranges: [{ from: '10:00', to: '14:00' }], multiplier: 4 }] }), agents: 1 }]
    const strip = dayStrip(shared, null, at('2026-11-23T12:00[Europe/London]'))
    expect(strip?.agents).toBe(4)
    expect(stretches(strip)).toEqual([[0, 6, 1, 'ordinary'], [6, 10, 1.75, 'peak'], [10, 12, 2.5, 'peak'], [12, 14, 1.75, 'peak'], [14, 24, 1, 'ordinary']])
  })

  it('agrees with the rate by which agents wake, every minute of both clock changes, by any clock', () => {
    const nights = rhythm({ timezone: 'America/Los_Angeles', rules: [{ days: ['fri', 'sat', 'sun'], ranges: [{ from: '18:00', to: '03:30' }], multiplier: 2 }, { days: ['sun'], ranges: [{ from: '04:00', to: '06:00' }], multiplier: 0 }] })
    const wrong: string[] = []
    for (const zone of [null, LONDON, 'Australia/Lord_Howe']) {
      for (const noon of ['2026-03-08T12:00[UTC]', '2026-03-29T12:00[UTC]', '2026-10-25T12:00[UTC]', '2026-11-01T12:00[UTC]']) {
        const strip = dayStrip([{ rhythm: nights, agents: 1 }], zone, at(noon))
        const fromMs = Date.parse(strip?.from ?? '')
        const minutes = (Date.parse(strip?.to ?? '') - fromMs) / 60_000
        for (let minute = 0; minute < minutes; minute++) {
          const shown = strip?.segments.find(({ fromMinute, toMinute }) => fromMinute <= minute && minute < toMinute)?.multiplier
          if (shown !== multiplierAt(nights, fromMs + minute * 60_000)) wrong.push(`${zone} ${noon} minute ${minute}: ${shown}`)
        }
      }
    }
    expect(wrong).toEqual([])
  })

  it('is none where nobody has a rhythm', () => {
    expect(dayStrip([], 'UTC', 0)).toBeNull()
  })
})
