/** Of whom and from when to when is counted; it lives in the page's address. The last 30 days where nothing is said. */
import { idSchema } from '@troupe/contract'

export const SPANS = ['7', '30', '90', '365'] as const
type Days = (typeof SPANS)[number]
export const MODELS = ['last-touch', 'position'] as const
export const WINDOWS = ['1', '3', '7', '14', '30', '90'] as const

export interface AnalyticsFilters {
  creatorId?: string | undefined
  days?: Days | undefined
  /** Days of the reader's own calendar, both included: `2026-11-01`. They outrank `days`. */
  from?: string | undefined
  to?: string | undefined
  model?: 'position' | undefined
  window?: (typeof WINDOWS)[number] | undefined
}

const STANDARD_DAYS = 30
const DAY_MS = 86_400_000
const DAY = /^\d{4}-\d{2}-\d{2}$/

export function analyticsFiltersOf(search: Record<string, unknown>): AnalyticsFilters {
  const creatorId = idSchema.safeParse(search['creatorId'])
  const days = SPANS.find((one) => one === search['days'] && one !== '30')
  const window = WINDOWS.find((one) => one === search['window'] && one !== '7')
  const [from, to] = [dayOf(search['from']), dayOf(search['to'])]
  return {
    ...(creatorId.success ? { creatorId: creatorId.data } : {}),
    ...(days === undefined ? {} : { days }),
    ...(from === null || to === null || from > to ? {} : { from, to }),
    ...(search['model'] === 'position' ? { model: 'position' as const } : {}),
    ...(window === undefined ? {} : { window }),
  }
}

function dayOf(value: unknown): string | null {
  return typeof value === 'string' && DAY.test(value) && !Number.isNaN(Date.parse(value)) ? value : null
}

/** As the API takes it. Whole days, so that the same question is asked all day long and its answer is kept. */
export function spanOf({ days, from, to }: AnalyticsFilters, nowMs: number): { from: string; to?: string } {
  if (from !== undefined && to !== undefined) return { from: midnight(from, 0), to: midnight(to, 1) }
  const start = new Date(nowMs - (Number(days ?? STANDARD_DAYS) - 1) * DAY_MS)
  return { from: new Date(start.getFullYear(), start.getMonth(), start.getDate()).toISOString() }
}

function midnight(day: string, daysOn: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  return new Date(year, month - 1, date + daysOn).toISOString()
}

export function spanWords({ days, from, to }: AnalyticsFilters): string {
  return from !== undefined && to !== undefined ? `${from} to ${to}` : `the last ${days ?? STANDARD_DAYS} days`
}
