/** A rhythm as a week of hours, for the eye: the rate at each hour, by the rules of SPEC A5. */
import type { Day, Rhythm } from '@troupe/contract'

export const DAYS: readonly Day[] = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const HOURS = 24

/** `week[day][hour]`: the rate in the middle of that hour. Later rules win; a range belongs to the day it starts on. */
export function rhythmWeek(rhythm: Rhythm): number[][] {
  const active = new Set(rhythm.rules.filter(({ multiplier }) => multiplier > 0).flatMap(({ days }) => days))
  const ordinary = (day: Day) => active.size === 0 || active.has(day) ? rhythm.activeMultiplier : rhythm.offPeakMultiplier
  return DAYS.map((day, place) => Array.from({ length: HOURS }, (_, hour) => {
    const minute = hour * 60 + 30
    const before = DAYS[(place + 6) % 7]!
    let rate = ordinary(day)
    for (const rule of rhythm.rules) {
      for (const { from, to } of rule.ranges) {
        const start = minutesOf(from)
        const end = minutesOf(to)
        const crosses = end <= start
        const today = rule.days.includes(day) && minute >= start && (crosses || minute < end)
        const sinceYesterday = crosses && rule.days.includes(before) && minute < end
        if (today || sinceYesterday) rate = rule.multiplier
      }
    }
    return rate
  }))
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
