/** What every form of chart hands to the sheet, and the invented names they share. */
import type { Random } from '../../../base/random.ts'
import type { Hex } from '../colour.ts'

export interface DrawnChart {
  readonly title: string
  readonly subtitle: string
  readonly body: string
  readonly alt: string
  readonly subject: string
  readonly details: readonly string[]
  readonly colours: readonly Hex[]
  readonly paper?: Hex
}

export interface ChartBrief {
  readonly prompt: string
  readonly subject: string | null
  /** The colour that speaks; others are grey. */
  readonly accent: Hex
  readonly named: readonly Hex[]
  readonly random: Random
}

export const TOWNS = ['Ostermoor', 'Velling', 'Harnsea', 'Quillby', 'Tarnholt', 'Merrowick', 'Suthery', 'Pellow', 'Dunmarsh', 'Calverne', 'Wexholm', 'Orlstead', 'Brindle End', 'Fennick'] as const
export const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'] as const
export const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const

/** Normal, by Box and Muller (1958). */
export function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next())
}
