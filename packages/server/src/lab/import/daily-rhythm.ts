/**
 * A day on a network, local to a zone: some before work, some at midday, most in the evening, nothing while asleep. Three
 * sorts of people (early, ordinary, late) and three paces, by seed. The shape is set by hand after what is measured of human
 * activity on networks: a trough in the night, a rise through the day and a peak in the evening (Golder and Macy, "Diurnal and
 * seasonal mood vary with work, sleep, and daylength across diverse cultures", Science 333, 2011).
 */
import type { Rhythm } from '@troupe/contract/rhythm'
import type { Random } from '../../base/random.ts'

const WEEKDAYS: Rhythm['rules'][number]['days'] = ['mon', 'tue', 'wed', 'thu', 'fri']
const WEEKEND: Rhythm['rules'][number]['days'] = ['sat', 'sun']

interface Habits {
  readonly morning: readonly [string, string]
  readonly evening: readonly [string, string]
  readonly weekend: readonly [string, string]
  readonly asleep: readonly [string, string]
}

const SORTS: readonly Habits[] = [
  { morning: ['06:00', '08:00'], evening: ['17:30', '20:30'], weekend: ['08:00', '12:00'], asleep: ['22:00', '05:30'] },
  { morning: ['07:30', '09:00'], evening: ['18:00', '22:00'], weekend: ['10:00', '14:00'], asleep: ['23:30', '06:30'] },
  { morning: ['09:00', '10:00'], evening: ['20:00', '24:00'], weekend: ['12:00', '16:00'], asleep: ['02:00', '08:30'] },
]
const SORT_SHARES = [0.25, 0.5, 0.25]
/** Seconds between turns at the ordinary rate, at least and at most. */
const PACES: readonly (readonly [number, number])[] = [[300, 1800], [600, 3600], [1200, 7200]]

export class DailyRhythms {
  /** A million people share a few dozen rhythms; one object each would be a gigabyte. */
  readonly #made = new Map<string, Rhythm>()

  draw(timezone: string, random: Random): Rhythm {
    const sort = random.weighted([0, 1, 2], (each) => SORT_SHARES[each] ?? 0) ?? 1
    const pace = random.below(PACES.length)
    const key = `${timezone}/${sort}/${pace}`
    const known = this.#made.get(key)
    if (known !== undefined) return known
    const made = rhythmOf(timezone, SORTS[sort] as Habits, PACES[pace] as readonly [number, number])
    this.#made.set(key, made)
    return made
  }
}

function rhythmOf(timezone: string, { morning, evening, weekend, asleep }: Habits, [least, most]: readonly [number, number]): Rhythm {
  const range = ([from, to]: readonly [string, string]): { from: string; to: string } => ({ from, to })
  return {
    timezone,
    rules: [
      { days: [...WEEKDAYS], ranges: [range(morning), range(['12:00', '13:30']), range(evening)], multiplier: 2 },
      { days: [...WEEKEND], ranges: [range(weekend), range(evening)], multiplier: 1.6 },
      { days: [...WEEKDAYS, ...WEEKEND], ranges: [range(asleep)], multiplier: 0 },
    ],
    activeMultiplier: 0.7,
    offPeakMultiplier: 0.5,
    minimumIntervalS: least,
    maximumIntervalS: most,
  }
}
