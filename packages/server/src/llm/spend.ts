/**
 * What models have cost. The store is the truth over all processes; beside it this process keeps what its calls under
 * way may still spend, so that twenty agents waking together cannot each take the last cent. Several processes can
 * overshoot by what they have under way at that moment, and no more.
 */
import { CIRCLES, minus, NOTHING_SPENT, plus, type Circle, type Spent, type SpentByCircle } from './budget.ts'
import type { Purpose } from './purpose.ts'
import type { Scope } from './scope.ts'

export interface SpendEntry extends Scope {
  readonly atMs: number
  readonly purpose: Purpose
  readonly provider: string
  readonly model: string
  readonly inputTokens: number
  readonly outputTokens: number
  /** Millionths of a US dollar; null when the model has no price, and then its tokens count as unpriced. */
  readonly costMicros: number | null
  /** The provider did not count, or did not get as far as telling. */
  readonly estimated: boolean
}

export interface SpendStore {
  /** Spent since `sinceMs` (the day's beginning) by this agent, this project and this workspace; zero where an id is null. */
  spentSince(scope: Scope, sinceMs: number): SpentByCircle | Promise<SpentByCircle>
  record(entry: SpendEntry): void | Promise<void>
}

/** What one entry adds to each circle it belongs to. */
export function spentBy(entry: Pick<SpendEntry, 'inputTokens' | 'outputTokens' | 'costMicros'>): Spent {
  const tokens = entry.inputTokens + entry.outputTokens
  return { tokens, costMicros: entry.costMicros ?? 0, unpricedTokens: entry.costMicros === null ? tokens : 0 }
}

export function circleKey(circle: Circle, scope: Scope): string | null {
  switch (circle) {
    case 'agent': return scope.agentId
    case 'project': return scope.projectId
    case 'workspace': return scope.workspaceId
  }
}

/** Sums by circle of what calls under way may spend. Holds an entry only while a call is under way. */
export class PromisedSpend {
  readonly #sums = new Map<string, Spent>()
  #takenBack = 0

  /** Promises taken back so far. While it stands still, what the store says and what is promised fit together. */
  get takenBack(): number {
    return this.#takenBack
  }

  of(scope: Scope): SpentByCircle {
    const sum = (circle: Circle): Spent => this.#sums.get(`${circle}/${circleKey(circle, scope)}`) ?? NOTHING_SPENT
    return { agent: sum('agent'), project: sum('project'), workspace: sum('workspace') }
  }

  /** Returns the function that takes the promise back; calling it twice does nothing. */
  promise(scope: Scope, estimate: Spent): () => void {
    const keys = CIRCLES.filter((circle) => circleKey(circle, scope) !== null).map((circle) => `${circle}/${circleKey(circle, scope)}`)
    for (const key of keys) this.#sums.set(key, plus(this.#sums.get(key) ?? NOTHING_SPENT, estimate))
    let kept = false
    return () => {
      if (kept) return
      kept = true
      this.#takenBack += 1
      for (const key of keys) {
        const left = minus(this.#sums.get(key) ?? NOTHING_SPENT, estimate)
        if (left.tokens <= 0 && left.costMicros <= 0) this.#sums.delete(key)
        else this.#sums.set(key, left)
      }
    }
  }
}

/** A plain store in memory: backs tests, and instances without a database. Keeps entries of the running process only. */
export class MemorySpendStore implements SpendStore {
  readonly entries: SpendEntry[] = []

  spentSince(scope: Scope, sinceMs: number): SpentByCircle {
    const sum = (circle: Circle): Spent => {
      const key = circleKey(circle, scope)
      if (key === null) return NOTHING_SPENT
      return this.entries
        .filter((entry) => entry.atMs >= sinceMs && circleKey(circle, entry) === key)
        .reduce((total, entry) => plus(total, spentBy(entry)), NOTHING_SPENT)
    }
    return { agent: sum('agent'), project: sum('project'), workspace: sum('workspace') }
  }

  record(entry: SpendEntry): void {
    this.entries.push(entry)
  }
}
