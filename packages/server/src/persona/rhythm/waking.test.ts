import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { daySchema, rhythmSchema, type Rhythm } from '@troupe/contract/rhythm'
import { seeded } from '../../base/random.ts'
import { drawInterval, multiplierAt, nextWake, spentBetween, WAKE_SOONEST_MS } from './waking.ts'

const ZONES = ['America/New_York', 'Europe/London', 'America/Los_Angeles']

function rhythm(fields: Record<string, unknown>): Rhythm {
  return rhythmSchema.parse({ timezone: 'UTC', ...fields })
}

function at(text: string): number {
  return Temporal.ZonedDateTime.from(text).epochMilliseconds
}

/** The rule of SPEC A5 said once more, slowly: what does the wall clock show, and which range started today or yesterday? */
function wallClockMultiplier(of: Rhythm, atMs: number): number {
  const wall = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(of.timezone)
  const today = daySchema.options[wall.dayOfWeek - 1]!
  const yesterday = daySchema.options[(wall.dayOfWeek + 5) % 7]!
  const dayBefore = daySchema.options[(wall.dayOfWeek + 4) % 7]!
  const minute = wall.hour * 60 + wall.minute
  const positive = of.rules.filter((rule) => rule.multiplier > 0)
  let rate = positive.length === 0 || positive.some((rule) => rule.days.includes(today)) ? of.activeMultiplier : of.offPeakMultiplier
  for (const rule of of.rules) {
    for (const range of rule.ranges) {
      const [from, to] = [range.from, range.to].map((time) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3)))
      const end = to! > from! ? to! : to! + 1440
      const holds = (shown: number): boolean => shown >= from! && shown < end
      if (rule.days.includes(today) && holds(minute)) rate = rule.multiplier
      if (rule.days.includes(yesterday) && holds(minute + 1440)) rate = rule.multiplier
      if (rule.days.includes(dayBefore) && holds(minute + 2880)) rate = rule.multiplier
    }
  }
  return rate
}

const time = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 1, 15, 30, 59))
  .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
const rule = fc.record({
  days: fc.uniqueArray(fc.constantFrom(...daySchema.options), { minLength: 1 }),
  ranges: fc.array(fc.record({ from: time, to: fc.oneof(time, fc.constant('24:00')) }), { minLength: 1, maxLength: 3 }),
  multiplier: fc.constantFrom(0, 0.25, 1.5, 2, 2.5, 40),
})
const anyRhythm = fc.record({
  timezone: fc.constantFrom(...ZONES, 'Asia/Kolkata', 'Australia/Lord_Howe', 'America/Santiago'),
  rules: fc.array(rule, { maxLength: 4 }),
  activeMultiplier: fc.constantFrom(0, 1, 1.2),
  offPeakMultiplier: fc.constantFrom(0, 0.3, 0.1),
}).map(rhythm)

/** Half the starts within two days of a clock change, half anywhere in three years. */
const clockChanges = [...ZONES, 'America/Santiago', 'Australia/Lord_Howe'].flatMap((zone) => {
  const first = Temporal.ZonedDateTime.from(`2026-01-01T00:00[${zone}]`).getTimeZoneTransition('next')!
  return [first.epochMilliseconds, first.getTimeZoneTransition('next')!.epochMilliseconds]
})
const start = fc.oneof(
  fc.tuple(fc.constantFrom(...clockChanges), fc.integer({ min: -172_800_000, max: 172_800_000 })).map(([change, off]) => change + off),
  fc.integer({ min: at('2025-01-01T00:00[UTC]'), max: at('2028-01-01T00:00[UTC]') }),
)
const interval = fc.oneof(fc.integer({ min: 0, max: 700_000 }), fc.integer({ min: 0, max: 900_000_000 }))

describe('multiplierAt', () => {
  const nights = [
    { days: ['mon', 'tue', 'wed', 'thu', 'fri'], ranges: [{ from: '18:00', to: '01:30' }] },
    { days: ['sat', 'sun'], ranges: [{ from: '22:00', to: '02:15' }], multiplier: 3 },
    { days: ['sun'], ranges: [{ from: '04:00', to: '06:00' }], multiplier: 0 },
  ]

  for (const zone of ZONES) {
    it(`agrees with the wall clock every minute over both clock changes in ${zone}`, () => {
      const tested = rhythm({ timezone: zone, rules: nights })
      const first = Temporal.ZonedDateTime.from(`2026-01-01T00:00[${zone}]`).getTimeZoneTransition('next')!
      for (const change of [first, first.getTimeZoneTransition('next')!]) {
        for (let minute = -1500; minute <= 1500; minute++) {
          const ms = change.epochMilliseconds + minute * 60_000
          if (multiplierAt(tested, ms) !== wallClockMultiplier(tested, ms)) {
            expect.fail(`${Temporal.Instant.fromEpochMilliseconds(ms)}: ${multiplierAt(tested, ms)}, wall clock says ${wallClockMultiplier(tested, ms)}`)
          }
        }
      }
    })
  }

  it('agrees with the wall clock for any rhythm at any time', () => {
    fc.assert(fc.property(anyRhythm, start, (tested, ms) => {
      expect(multiplierAt(tested, ms)).toBe(wallClockMultiplier(tested, ms))
    }), { numRuns: 2000 })
  })

  it('lets a range belong to the day it starts on', () => {
    const fridays = rhythm({ rules: [{ days: ['fri'], ranges: [{ from: '22:00', to: '02:00' }] }] })
    expect(multiplierAt(fridays, at('2026-11-20T12:00[UTC]'))).toBe(1)
    expect(multiplierAt(fridays, at('2026-11-20T23:00[UTC]'))).toBe(2)
    expect(multiplierAt(fridays, at('2026-11-21T01:59[UTC]'))).toBe(2)
    expect(multiplierAt(fridays, at('2026-11-21T02:00[UTC]'))).toBe(0.3)
    expect(multiplierAt(fridays, at('2026-11-20T01:00[UTC]'))).toBe(1)
  })

  it('holds at instants before 1970 and far ahead', () => {
    const mondays = rhythm({ timezone: 'Europe/London', rules: [{ days: ['mon'], ranges: [{ from: '09:00', to: '10:00' }] }] })
    for (const text of ['1969-12-29T09:30', '1911-05-01T09:30', '2112-07-04T09:30']) {
      const ms = at(`${text}[Europe/London]`)
      expect(multiplierAt(mondays, ms)).toBe(wallClockMultiplier(mondays, ms))
    }
  })
})

describe('nextWake', () => {
  const office = rhythm({ timezone: 'Europe/London', rules: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], ranges: [{ from: '09:00', to: '17:00' }] }] })

  it('spends an interval faster in a peak', () => {
    const ten = at('2026-11-20T10:00[Europe/London]')
    expect(nextWake(office, ten, 600_000)).toBe(ten + 300_000)
  })

  it('changes rate at the edge of a peak', () => {
    // Two minutes of peak spend four, the remaining six run at 1.
    expect(nextWake(office, at('2026-11-20T16:58[Europe/London]'), 600_000)).toBe(at('2026-11-20T17:06[Europe/London]'))
    // Five ordinary minutes spend five, the other five are over in half the time.
    expect(nextWake(office, at('2026-11-20T08:55[Europe/London]'), 600_000)).toBe(at('2026-11-20T09:02:30[Europe/London]'))
  })

  it('changes rate at midnight', () => {
    // Friday's last minute spends one, then Saturday runs at 0.3: 3 minutes last ten.
    expect(nextWake(office, at('2026-11-20T23:59[Europe/London]'), 240_000)).toBe(at('2026-11-21T00:10[Europe/London]'))
  })

  const sleeper = rhythm({ timezone: 'America/New_York', rules: [{ days: [...daySchema.options], ranges: [{ from: '01:00', to: '07:00' }], multiplier: 0 }] })

  it('sits through dormant hours, an hour less when the clock goes forward and more when it goes back', () => {
    expect(nextWake(sleeper, at('2026-03-06T00:58[America/New_York]'), 300_000)).toBe(at('2026-03-06T07:03[America/New_York]'))
    const spring = nextWake(sleeper, at('2026-03-08T00:58[America/New_York]'), 300_000)
    expect(spring).toBe(at('2026-03-08T07:03[America/New_York]'))
    expect(spring! - at('2026-03-08T00:58[America/New_York]')).toBe((5 * 60 + 5) * 60_000)
    const autumn = nextWake(sleeper, at('2026-11-01T00:58[America/New_York]'), 300_000)
    expect(autumn! - at('2026-11-01T00:58[America/New_York]')).toBe((7 * 60 + 5) * 60_000)
  })

  it('wakes when dormancy ends, not when it begins', () => {
    expect(nextWake(sleeper, at('2026-03-06T00:55[America/New_York]'), 300_000)).toBe(at('2026-03-06T07:00[America/New_York]'))
    expect(nextWake(sleeper, at('2026-03-06T03:00[America/New_York]'), 0)).toBe(at('2026-03-06T07:00[America/New_York]'))
  })

  it('never wakes under five seconds on the wall clock, nor lets them end in dormancy', () => {
    const quick = rhythm({ activeMultiplier: 100 })
    expect(nextWake(quick, 1000, 60_000)).toBe(1000 + WAKE_SOONEST_MS)
    const eager = rhythm({ activeMultiplier: 100, rules: [{ days: ['fri'], ranges: [{ from: '12:00', to: '13:00' }], multiplier: 0 }] })
    expect(nextWake(eager, at('2026-11-20T11:59:58[UTC]'), 5000)).toBe(at('2026-11-20T13:00[UTC]'))
  })

  it('is null for a rhythm that is dormant for ever', () => {
    expect(nextWake(rhythm({ activeMultiplier: 0 }), 0, 60_000)).toBeNull()
    expect(nextWake(rhythm({ activeMultiplier: 1e-12 }), 0, 600_000_000)).toBeNull()
  })

  it('spends exactly what was drawn, and wakes awake', () => {
    fc.assert(fc.property(anyRhythm, start, interval, (tested, fromMs, drawnMs) => {
      const wakeMs = nextWake(tested, fromMs, drawnMs)
      if (wakeMs === null) return
      expect(wakeMs - fromMs).toBeGreaterThanOrEqual(WAKE_SOONEST_MS)
      const rate = multiplierAt(tested, wakeMs)
      expect(rate).toBeGreaterThan(0)
      if (wakeMs === fromMs + WAKE_SOONEST_MS) expect(spentBetween(tested, fromMs, wakeMs)).toBeGreaterThanOrEqual(drawnMs - 40)
      else {
        // A wake is a whole millisecond, so it may be off by what half of one spends; the floor may add five seconds' worth.
        const spent = spentBetween(tested, fromMs, wakeMs)
        expect(spent).toBeGreaterThanOrEqual(drawnMs - 0.5 * 40 - 1e-3)
        const floor = spentBetween(tested, fromMs, fromMs + WAKE_SOONEST_MS)
        expect(spent).toBeLessThanOrEqual(Math.max(drawnMs, floor) + 0.5 * 40 + 1e-3)
      }
    }), { numRuns: 3000 })
  })

  it('integrates what the wall clock says, minute by minute', () => {
    fc.assert(fc.property(anyRhythm, start, fc.integer({ min: 1, max: 2000 }), (tested, fromMs, minutes) => {
      const first = Math.ceil(fromMs / 60_000) * 60_000
      let sum = 0
      for (let i = 0; i < minutes; i++) sum += 60_000 * wallClockMultiplier(tested, first + i * 60_000)
      expect(spentBetween(tested, first, first + minutes * 60_000)).toBeCloseTo(sum, 2)
    }), { numRuns: 60 })
  })
})

describe('drawInterval', () => {
  it('is uniform between the shortest and the longest', () => {
    const tested = rhythm({ minimumIntervalS: 60, maximumIntervalS: 600 })
    const random = seeded('draw')
    const draws = Array.from({ length: 20_000 }, () => drawInterval(tested, random))
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(60_000)
    expect(Math.max(...draws)).toBeLessThanOrEqual(600_000)
    expect(draws.reduce((sum, ms) => sum + ms, 0) / draws.length / 330_000).toBeCloseTo(1, 1)
  })
})
