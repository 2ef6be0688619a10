/**
 * Every minute of the days on which clocks change, in three zones, against another reader of the time-zone database:
 * the rhythm asks Temporal, the check here asks ICU (`Intl.DateTimeFormat`) what the wall clock shows.
 */
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { daySchema, rhythmSchema, type Day, type Rhythm } from '@troupe/contract/rhythm'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { loadPacks } from '../pack/load-packs.ts'
import { multiplierAt, nextWake, spentBetween, WAKE_SOONEST_MS } from './waking.ts'

const MINUTE_MS = 60_000
const DAYS = daySchema.options

/** The days of the year in which the clock goes forward and back. */
const CHANGES: readonly [zone: string, forward: string, back: string][] = [
  ['America/New_York', '2026-03-08', '2026-11-01'],
  ['Europe/London', '2026-03-29', '2026-10-25'],
  ['America/Los_Angeles', '2026-03-08', '2026-11-01'],
]

interface Minute {
  readonly atMs: number
  readonly day: Day
  readonly minute: number
}

/** The minutes of a local date from its midnight to the next, and two hours to either side, as ICU shows them. */
function minutesOf(zone: string, date: string): Minute[] {
  const format = new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', day: '2-digit' })
  const minutes: Minute[] = []
  let first = -1
  let last = -1
  const from = Date.parse(`${date}T00:00Z`) - 20 * 3_600_000
  for (let atMs = from; atMs < from + 62 * 3_600_000; atMs += MINUTE_MS) {
    const parts = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, value]))
    if (parts['day'] === date.slice(8)) {
      if (first < 0) first = minutes.length
      last = minutes.length
    }
    minutes.push({ atMs, day: String(parts['weekday']).toLowerCase() as Day, minute: Number(parts['hour']) * 60 + Number(parts['minute']) })
  }
  return minutes.slice(first - 120, last + 121)
}

/** The rule of SPEC A5 for a wall clock that shows a day and a minute. Times are read once a rhythm: it is asked a million times. */
function rateShownBy({ rules, activeMultiplier, offPeakMultiplier }: Rhythm): (day: Day, minute: number) => number {
  const of = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
  const active = rules.filter(({ multiplier }) => multiplier > 0)
  const read = rules.map(({ days, ranges, multiplier }) => ({
    days, multiplier, spans: ranges.map(({ from, to }) => ({ from: of(from), end: of(to) > of(from) ? of(to) : of(to) + 1440 })),
  }))
  return (day, minute) => {
    let rate = active.length === 0 || active.some(({ days }) => days.includes(day)) ? activeMultiplier : offPeakMultiplier
    for (const { days, spans, multiplier } of read) {
      for (const { from, end } of spans) {
        for (let back = 0; back < 3; back++) {
          const began = DAYS[(DAYS.indexOf(day) + 7 - back) % 7] as Day
          const shown = minute + back * 1440
          if (days.includes(began) && shown >= from && shown < end) rate = multiplier
        }
      }
    }
    return rate
  }
}

const folder = join(import.meta.dirname, '../../../../../archetypes')
const shipped = (await loadPacks(readdirSync(folder).map((name) => join(folder, name)))).flatMap(({ pack, archetypes }) => archetypes.map(({ id, rhythm }) => ({ id: `${pack.id}/${id}`, rhythm })))

const CASES = CHANGES.flatMap(([zone, forward, back]) => [{ zone, date: forward, hours: 23 }, { zone, date: back, hours: 25 }].map((change) => ({ ...change, minutes: minutesOf(change.zone, change.date) })))

/** On the hour, half past and at odd minutes, with the hours in which clocks change well covered. */
const time = fc.tuple(fc.oneof(fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 23 })), fc.constantFrom(0, 1, 17, 30, 59)).map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`)
const anyRhythmIn = (zone: string) => fc.record({
  rules: fc.array(fc.record({
    days: fc.uniqueArray(fc.constantFrom<Day>(...DAYS), { minLength: 1 }),
    ranges: fc.array(fc.record({ from: time, to: fc.oneof(time, fc.constant('24:00')) }), { minLength: 1, maxLength: 3 }),
    multiplier: fc.constantFrom(0, 0.25, 2, 7.5),
  }), { minLength: 1, maxLength: 4 }),
  offPeakMultiplier: fc.constantFrom(0, 0.3),
}).map((fields) => rhythmSchema.parse({ timezone: zone, ...fields }))

describe.each(CASES)('$zone, $date', ({ zone, hours, minutes }) => {
  it(`has ${hours} hours`, () => {
    expect(minutes.length).toBe(hours * 60 + 240)
  })

  it('the multiplier of every shipped archetype, put there, is what the wall clock says, every minute', () => {
    for (const { id, rhythm } of shipped) {
      const there = { ...rhythm, timezone: zone }
      const rateShown = rateShownBy(there)
      const wrong = minutes.find(({ atMs, day, minute }) => [atMs, atMs + MINUTE_MS - 1].some((ms) => multiplierAt(there, ms) !== rateShown(day, minute)))
      expect(wrong, id).toBeUndefined()
    }
  })

  it('so is that of any rhythm, ranges over midnight too', () => {
    fc.assert(fc.property(anyRhythmIn(zone), (rhythm) => {
      const rateShown = rateShownBy(rhythm)
      const wrong = minutes.find(({ atMs, day, minute }) => multiplierAt(rhythm, atMs) !== rateShown(day, minute))
      expect(wrong).toBeUndefined()
    }), { numRuns: 25 })
  })

  it('an interval is spent at that rate, to the millisecond', () => {
    fc.assert(fc.property(anyRhythmIn(zone), fc.nat(minutes.length - 1), fc.nat(MINUTE_MS - 1), fc.integer({ min: 0, max: 40_000_000 }), (rhythm, start, into, drawnMs) => {
      const fromMs = (minutes[start] as Minute).atMs + into
      const rateShown = rateShownBy(rhythm)
      // Spent minute by minute, the first from within; null where the days looked at end before it is.
      let left = drawnMs
      let woken: number | null = null
      for (let at = start; woken === null && at < minutes.length; at++) {
        const { atMs, day, minute } = minutes[at] as Minute
        const rate = rateShown(day, minute)
        const beginMs = Math.max(atMs, fromMs)
        const spent = rate * (atMs + MINUTE_MS - beginMs)
        // An interval that is over with the last of a rate is over there and then, unless sleep begins.
        if (rate > 0 && spent > left) woken = beginMs + left / rate
        else left = Math.max(0, left - spent)
      }
      if (woken === null || woken - fromMs < WAKE_SOONEST_MS) return
      const waking = nextWake(rhythm, fromMs, drawnMs) as number
      expect(Math.abs(waking - woken)).toBeLessThanOrEqual(1)
      expect(Math.abs(spentBetween(rhythm, fromMs, waking) - drawnMs)).toBeLessThanOrEqual(7.5 + 1e-3)
    }), { numRuns: 120 })
  })
})
