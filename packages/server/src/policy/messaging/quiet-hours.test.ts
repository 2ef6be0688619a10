/** Against another reader of the time-zone database and a slower way: the gate asks Temporal, the check asks ICU what the wall clock shows, minute by minute. */
import { daySchema, type Day } from '@troupe/contract/rhythm'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { quietUntil, type QuietHours } from './quiet-hours.ts'

const MINUTE = 60_000
const ZONES = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'America/Santiago', 'Pacific/Kiritimati', 'Pacific/Chatham', 'Africa/Casablanca', 'America/St_Johns', 'UTC', '+05:30'] as const
const DAYS = daySchema.options

const formats = new Map(ZONES.map((zone) => [zone as string, new Intl.DateTimeFormat('en-GB', { timeZone: zone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })]))

function isQuiet({ from, to, days }: QuietHours, zone: string, atMs: number): boolean {
  const parts = Object.fromEntries(formats.get(zone)?.formatToParts(atMs).map(({ type, value }) => [type, value]) ?? [])
  const today = String(parts['weekday']).toLowerCase() as Day
  const yesterday = DAYS[(DAYS.indexOf(today) + 6) % 7] as Day
  const shown = `${parts['hour']}:${parts['minute']}`
  if (from < to) return days.includes(today) && shown >= from && shown < to
  return (days.includes(today) && shown >= from) || (days.includes(yesterday) && shown < to)
}

const clock = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.constantFrom(0, 1, 30, 45, 59)).map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'))
const hours: fc.Arbitrary<QuietHours> = fc.record({ from: clock, to: clock, days: fc.uniqueArray(fc.constantFrom<Day>(...DAYS), { minLength: 1 }) })
const changes = ZONES.filter((zone) => zone !== '+05:30').flatMap((zone) => {
  const next = Temporal.ZonedDateTime.from(`2027-01-01T00:00[${zone}]`).getTimeZoneTransition('next')
  return next === null ? [] : [next.epochMilliseconds, next.getTimeZoneTransition('next')?.epochMilliseconds ?? next.epochMilliseconds]
})
/** Half of them within a day of a clock change. */
const moment = fc.oneof(
  fc.tuple(fc.constantFrom(...changes), fc.integer({ min: -1440, max: 1440 })).map(([change, off]) => change + off * MINUTE),
  fc.integer({ min: Date.UTC(2025, 0) / MINUTE, max: Date.UTC(2031, 0) / MINUTE }).map((minutes) => minutes * MINUTE),
)

it('ends with the first minute that no wall clock calls quiet, over changes of the clock and over midnight', () => {
  fc.assert(fc.property(fc.constantFrom(...ZONES), hours, moment, (zone, quiet, nowMs) => {
    const untilMs = quietUntil(quiet, [zone], nowMs)
    let expected = nowMs
    const endMs = nowMs + 7.2 * 86_400_000
    while (expected < endMs && isQuiet(quiet, zone, expected)) expected += MINUTE
    expect(untilMs).toBe(expected < endMs ? expected : null)
  }), { numRuns: 60 })
})

it('is quiet in none of several zones, and goes by the first where they leave no hour', () => {
  fc.assert(fc.property(hours, moment, fc.uniqueArray(fc.constantFrom(...ZONES), { minLength: 2, maxLength: 3 }), (quiet, nowMs, zones) => {
    const untilMs = quietUntil(quiet, zones, nowMs)
    if (untilMs === null) return
    expect(isQuiet(quiet, zones[0] as string, untilMs)).toBe(false)
    const all = zones.every((zone) => !isQuiet(quiet, zone, untilMs))
    if (!all) expect(untilMs).toBe(quietUntil(quiet, zones.slice(0, 1), nowMs))
  }), { numRuns: 150 })
  const nights: QuietHours = { from: '21:00', to: '08:00', days: [...DAYS] }
  // New York sleeps until 12 UTC (summer), Honolulu until 18.
  expect(quietUntil(nights, ['America/New_York', 'Pacific/Honolulu'], Date.UTC(2027, 6, 1, 6))).toBe(Date.UTC(2027, 6, 1, 18))
})

it('ends by the wall clock where an hour is left out and where one comes twice', () => {
  const nights: QuietHours = { from: '21:00', to: '08:00', days: [...DAYS] }
  const until = (quiet: QuietHours, zone: string, at: string): string => new Date(quietUntil(quiet, [zone], Date.parse(at)) ?? 0).toISOString().slice(5, 16)
  // The night before the clocks go forward, that night, and the night in which they go back: 08:00 in Berlin.
  expect(['2027-03-26T22:00Z', '2027-03-27T22:00Z', '2027-10-30T21:00Z', '2027-10-31T22:00Z'].map((at) => until(nights, 'Europe/Berlin', at))).toEqual(['03-27T07:00', '03-28T06:00', '10-31T07:00', '11-01T07:00'])
  // 02:30 to 03:30 of a night without 02:30, and 02:15 to 02:45 of one that has it twice.
  expect(until({ from: '02:30', to: '03:30', days: ['sun'] }, 'Europe/Berlin', '2027-03-28T01:10Z')).toBe('03-28T01:30')
  expect(['2027-10-31T00:20Z', '2027-10-31T01:20Z'].map((at) => until({ from: '02:15', to: '02:45', days: ['sun'] }, 'Europe/Berlin', at))).toEqual(['10-31T00:45', '10-31T01:45'])
  const directions = changes.map((change) => Math.sign(offsetAt('Europe/Berlin', change) - offsetAt('Europe/Berlin', change - 1)))
  expect(new Set(directions)).toEqual(new Set([-1, 0, 1]))
})

function offsetAt(zone: string, atMs: number): number {
  return Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone).offsetNanoseconds
}
