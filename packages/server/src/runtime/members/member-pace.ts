/** How quickly one member may act: counted in memory, a limit on floods, for which each node's own count will do. */
import type { Clock } from '../../base/clock.ts'
import { ExpectedError } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'

/** `upload`: an image that is looked at, whether or not it becomes a post. */
export type Pursuit = 'post' | 'comment' | 'change' | 'reaction' | 'upload'

interface Limit {
  readonly ms: number
  readonly words: string
  readonly most: Readonly<Record<Pursuit, number>>
}

/** Far above what a person does who means it. */
export const LIMITS: readonly Limit[] = [
  { ms: 60_000, words: 'minute', most: { post: 5, comment: 12, change: 30, reaction: 90, upload: 10 } },
  { ms: 60 * 60_000, words: 'hour', most: { post: 40, comment: 200, change: 200, reaction: 1_500, upload: 80 } },
]
/** Beyond so many counts in one window they start anew. */
const COUNTS_MOST = 50_000
const DOING: Readonly<Record<Pursuit, string>> = { post: 'posts', comment: 'comments', change: 'changes', reaction: 'likes and follows', upload: 'images' }

export class TooQuickError extends ExpectedError {
  readonly kind = 'too-many'
  readonly code = 'too-quick'
  readonly retryAfterMs: number
  constructor(pursuit: Pursuit, words: string, retryAfterMs: number) {
    super(`That is more ${DOING[pursuit]} than anybody needs in one ${words}. Wait ${retryAfterMs > 90_000 ? `${Math.ceil(retryAfterMs / 60_000)} min` : `${Math.ceil(retryAfterMs / 1000)} s`}.`)
    this.retryAfterMs = retryAfterMs
  }
}

export class MemberPace {
  readonly #clock: Clock
  readonly #windows = LIMITS.map((limit) => ({ limit, counts: new Map<string, number>(), endsMs: 0 }))

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Throws `TooQuickError`; what was too quick is not counted. */
  count(memberId: Id, pursuit: Pursuit): void {
    const key = this.check(memberId, pursuit)
    for (const { counts } of this.#windows) counts.set(key, (counts.get(key) ?? 0) + 1)
  }

  /** Throws where one more would be too quick, and counts nothing. */
  check(memberId: Id, pursuit: Pursuit): string {
    const nowMs = this.#clock.now()
    const key = `${pursuit} ${memberId}`
    for (const window of this.#windows) {
      const over = nowMs >= window.endsMs || nowMs < window.endsMs - window.limit.ms
      if (over || window.counts.size >= COUNTS_MOST) {
        window.counts.clear()
        window.endsMs = nowMs + window.limit.ms
      }
      if ((window.counts.get(key) ?? 0) >= window.limit.most[pursuit]) throw new TooQuickError(pursuit, window.limit.words, window.endsMs - nowMs)
    }
    return key
  }
}
