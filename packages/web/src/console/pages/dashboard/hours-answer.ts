/** What the chart of acts says, in its title. */
import type { Status } from '@troupe/contract'
import { formatShare, formatWhole } from '../../../design/number-format.ts'

export interface HoursAnswer { title: string; total: number; most: number }

export function hoursAnswer(hours: Status['actsByHour'], hourOf: (instant: string) => string): HoursAnswer {
  const total = hours.reduce((sum, { acts }) => sum + acts, 0)
  const busiest = hours.reduce<Status['actsByHour'][number] | null>((most, each) => most === null || each.acts > most.acts ? each : most, null)
  if (busiest === null || total === 0) return { title: 'No acts in the last 24 hours', total: 0, most: 0 }
  return {
    title: `Busiest at ${hourOf(busiest.hour)}, with ${formatShare(busiest.acts / total)} of ${formatWhole(total)} acts`,
    total,
    most: busiest.acts,
  }
}

/** A round number at or above the greatest value, so that the axis reads easily. */
export function axisTop(most: number): number {
  if (most <= 4) return 4
  const power = 10 ** Math.floor(Math.log10(most))
  const step = [1, 1.2, 1.6, 2, 2.4, 3.2, 4, 5, 6, 8, 10].find((each) => each * power >= most) ?? 10
  const top = step * power
  return Number.isInteger(top / 4) || top < 8 ? Math.ceil(top) : Math.ceil(top / 4) * 4
}
