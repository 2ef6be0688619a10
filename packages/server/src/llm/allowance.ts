/**
 * Leave to spend before a call: what was spent, what calls under way have promised, what this one may cost, judged by the
 * budget of its scope. One for everything in a process that spends, text and images alike: promises that others don't see
 * are no promises.
 */
import type { Clock } from '../base/clock.ts'
import type { Log } from '../base/log.ts'
import { dayStart, judgeBudget, type BudgetWarning, type Spent, type SpentByCircle } from './budget.ts'
import type { Scope } from './scope.ts'
import type { ModelSettings } from './settings.ts'
import { circleKey, PromisedSpend, type SpendStore } from './spend.ts'

export interface AllowanceOptions {
  readonly clock: Clock
  readonly log: Log
  readonly settings: Pick<ModelSettings, 'budgetOf'>
  readonly spend: SpendStore
  /** Told once a day for each circle and measure that has passed 80 % of its limit. */
  readonly onBudgetWarning?: (scope: Scope, warning: BudgetWarning) => void
}

export type Allowed =
  /** `takeBack` once the call has ended and its cost is recorded. */
  | { readonly kind: 'allowed'; readonly takeBack: () => void }
  | { readonly kind: 'exhausted'; readonly untilMs: number; readonly message: string }
  /** Given up while the books were read. */
  | { readonly kind: 'aborted' }

/** Reads of what was spent before one call; with hundreds of calls ending a second the last one has to do. */
const SPENT_READS_MOST = 5
/** Warnings remembered, so that each is given once; forgotten in the order they came. */
const WARNED_MAX = 10_000

export class Allowance {
  readonly #options: AllowanceOptions
  readonly #promised = new PromisedSpend()
  readonly #warned = new Set<string>()

  constructor(options: AllowanceOptions) {
    this.#options = options
  }

  async ask(scope: Scope, estimate: Spent, signal: AbortSignal): Promise<Allowed> {
    const budget = await this.#options.settings.budgetOf(scope)
    const nowMs = this.#options.clock.now()
    const dayMs = dayStart(budget.zone, nowMs)
    const spent = await this.#spentBySettledCalls(scope, dayMs)
    if (signal.aborted) return { kind: 'aborted' }
    // No await between the verdict and the promise: together they are what keeps calls from overshooting.
    const verdict = judgeBudget(budget, spent, this.#promised.of(scope), estimate, nowMs)
    if (verdict.kind === 'exhausted') return { kind: 'exhausted', untilMs: verdict.untilMs, message: verdict.message }
    const takeBack = this.#promised.promise(scope, estimate)
    this.#warn(scope, verdict.warnings, dayMs)
    return { kind: 'allowed', takeBack }
  }

  /** A call that ends while the store is read may be in neither: not yet in what was read, no more in what is promised. Then it is read again. */
  async #spentBySettledCalls(scope: Scope, dayMs: number): Promise<SpentByCircle> {
    for (let tries = 1; ; tries++) {
      const { takenBack } = this.#promised
      const spent = await this.#options.spend.spentSince(scope, dayMs)
      if (this.#promised.takenBack === takenBack || tries === SPENT_READS_MOST) return spent
    }
  }

  #warn(scope: Scope, warnings: readonly BudgetWarning[], dayMs: number): void {
    for (const warning of warnings) {
      const key = `${dayMs} ${warning.circle} ${circleKey(warning.circle, scope)} ${warning.measure}`
      if (this.#warned.has(key)) continue
      if (this.#warned.size >= WARNED_MAX) for (const oldest of this.#warned) { this.#warned.delete(oldest); break }
      this.#warned.add(key)
      this.#options.log.warn({ ...scope, ...warning }, 'model budget is nearly used up')
      this.#options.onBudgetWarning?.(scope, warning)
    }
  }
}
