/** How many images an agent may have made in an hour; and how it is told when there are no more (429). */
const WINDOW_MS = 3_600_000

export interface Limit {
  readonly resetAt: string
  readonly usage: { readonly used: number; readonly limit: number }
}

export class Budget {
  readonly #limit: number
  readonly #spent = new Map<string, { used: number; untilMs: number }>()

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Null when it was within the budget. */
  spend(agentId: string, nowMs: number): Limit | null {
    let window = this.#spent.get(agentId)
    if (window === undefined || window.untilMs <= nowMs) {
      window = { used: 0, untilMs: nowMs + WINDOW_MS }
      this.#spent.set(agentId, window)
    }
    if (window.used >= this.#limit) return { resetAt: new Date(window.untilMs).toISOString(), usage: { used: window.used, limit: this.#limit } }
    window.used += 1
    return null
  }
}
