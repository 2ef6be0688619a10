/** What every vendor's adapter is given: time and the way out, so that it reaches for neither. */
import type { Clock } from '../../base/clock.ts'
import { SEND_TIME_MS } from '../channel.ts'

export interface VendorParts {
  readonly clock: Clock
  /** Behind the guard (`base/guarded-fetch.ts`): an address that somebody typed in leads nowhere inside. */
  readonly fetch: typeof fetch
  /** Less than `SEND_TIME_MS` in tests. */
  readonly timeMs?: number
}

/** Until the caller gives up, or the time of a call is over. */
export function callSignal({ timeMs = SEND_TIME_MS }: VendorParts, signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(timeMs)])
}
