/**
 * How much may be spent on models (SPEC B8): tokens and money in a day, per agent, per project and for the whole
 * workspace. Warns at 80 %, stops at 100 % until the next midnight of the budget's zone. Pure: it is told what was spent
 * and what is promised to calls under way, and judges. Money is in millionths of a US dollar.
 */
import { assert } from '../base/errors.ts'

export const CIRCLES = ['agent', 'project', 'workspace'] as const
export type Circle = (typeof CIRCLES)[number]

/** What one circle may spend in a day; `null` sets no limit. */
export interface Limit {
  readonly costMicros: number | null
  /** Input and output together. */
  readonly tokens: number | null
  /**
   * Tokens of models that have no price. Without this a model newer than the price table would be free in the
   * budget's eyes, whatever the provider charges for it.
   */
  readonly unpricedTokens: number | null
}

export interface Budget {
  /** IANA zone whose midnight begins the day. */
  readonly zone: string
  readonly agent: Limit
  readonly project: Limit
  readonly workspace: Limit
}

export interface Spent {
  readonly costMicros: number
  readonly tokens: number
  readonly unpricedTokens: number
}

export type SpentByCircle = Readonly<Record<Circle, Spent>>

export const NOTHING_SPENT: Spent = { costMicros: 0, tokens: 0, unpricedTokens: 0 }
export const NO_LIMIT: Limit = { costMicros: null, tokens: null, unpricedTokens: null }

/** One US dollar a day until somebody decides otherwise (DESIGN "Money"); two million unpriced tokens cost about that. */
export const DEFAULT_BUDGET: Budget = {
  zone: 'UTC',
  agent: NO_LIMIT,
  project: NO_LIMIT,
  workspace: { costMicros: 1_000_000, tokens: null, unpricedTokens: 2_000_000 },
}

/**
 * Sleep when the rest is only promised to calls under way: most promises are far above what a call then costs, so there
 * is likely something left once they have come back.
 */
export const CROWDED_SLEEP_MS = 60_000

/** Share of a limit at which its owner is warned. */
const WARN_AT = 0.8

export interface BudgetWarning {
  readonly circle: Circle
  readonly measure: keyof Spent
  readonly spent: number
  readonly limit: number
}

export type BudgetVerdict =
  | { readonly kind: 'allowed'; readonly warnings: readonly BudgetWarning[] }
  | { readonly kind: 'exhausted'; readonly circle: Circle; readonly measure: keyof Spent; readonly untilMs: number; readonly message: string }

const MEASURES = ['costMicros', 'tokens', 'unpricedTokens'] as const

/**
 * `promised` is what calls under way may still spend, by the same circles. The next call is allowed while what is spent
 * and promised leaves room for its estimate, or while nothing else is under way and the limit is not reached: a budget
 * smaller than one call's worst case would otherwise allow none.
 */
export function judgeBudget(budget: Budget, spent: SpentByCircle, promised: SpentByCircle, estimate: Spent, nowMs: number): BudgetVerdict {
  const warnings: BudgetWarning[] = []
  for (const circle of CIRCLES) {
    for (const measure of MEASURES) {
      const limit = budget[circle][measure]
      if (limit === null || (estimate[measure] === 0 && measure !== 'tokens')) continue
      const used = spent[circle][measure]
      const underWay = promised[circle][measure]
      if (used >= limit) return { kind: 'exhausted', circle, measure, untilMs: nextMidnight(budget.zone, nowMs), message: `The ${circle}'s daily model budget is used up: ${share(measure, used, limit)}.` }
      if (underWay > 0 && used + underWay + estimate[measure] > limit) {
        const untilMs = Math.min(nowMs + CROWDED_SLEEP_MS, nextMidnight(budget.zone, nowMs))
        return { kind: 'exhausted', circle, measure, untilMs, message: `The rest of the ${circle}'s daily model budget is promised to calls under way: ${share(measure, used, limit)} are used.` }
      }
      if (used >= limit * WARN_AT) warnings.push({ circle, measure, spent: used, limit })
    }
  }
  return { kind: 'allowed', warnings }
}

function share(measure: keyof Spent, used: number, limit: number): string {
  const amount = (value: number): string => measure === 'costMicros' ? `$${(value / 1_000_000).toFixed(value < 1_000_000 ? 4 : 2)}` : `${value} tokens`
  return `${amount(used)} of ${amount(limit)}${measure === 'unpricedTokens' ? ' of models without a price' : ''}`
}

export function plus(a: Spent, b: Spent): Spent {
  return { costMicros: a.costMicros + b.costMicros, tokens: a.tokens + b.tokens, unpricedTokens: a.unpricedTokens + b.unpricedTokens }
}

export function minus(a: Spent, b: Spent): Spent {
  return { costMicros: a.costMicros - b.costMicros, tokens: a.tokens - b.tokens, unpricedTokens: a.unpricedTokens - b.unpricedTokens }
}

/** The first moment of the day in which `atMs` falls in `zone`. */
export function dayStart(zone: string, atMs: number): number {
  const date = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone)
  return date.startOfDay().epochMilliseconds
}

/** The next midnight in `zone`; where the clocks change at midnight, the first moment of the next day. */
export function nextMidnight(zone: string, atMs: number): number {
  const date = Temporal.Instant.fromEpochMilliseconds(atMs).toZonedDateTimeISO(zone)
  const next = date.add({ days: 1 }).startOfDay().epochMilliseconds
  assert(next > atMs, 'tomorrow comes after now')
  return next
}
