/** The bytes at an address that somebody gave, bounded in size and time; what they are is for `intake.ts` to say. The fetch that is given keeps to the SSRF rules (`base/guarded-fetch.ts`), and follows no redirect. */
import type { Clock } from '../base/clock.ts'
import { ExpectedError, messageOf } from '../base/errors.ts'
import { withDeadline } from '../llm/deadline.ts'
import { boundedFetch, EndlessReplyError, type Fetch } from '../llm/providers/bounded-fetch.ts'
import { INTAKE_RULES, RefusedImageError } from './intake.ts'

export class ImageFetchError extends ExpectedError {
  readonly kind = 'unavailable'
  readonly code = 'image-unreachable'
  constructor(message: string, cause?: unknown) {
    super(message)
    if (cause !== undefined) this.cause = cause
  }
}

export interface FetchImageOptions {
  /** `guardedFetch(guard)`. */
  readonly fetch: Fetch
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly bytesMost?: number
  readonly timeoutMs?: number
}

/** A slow drip has ended by then. */
const TIMEOUT_MS = 20_000

/** Throws `ImageFetchError`, `RefusedImageError` where there is too much of it, and what the guard throws for a forbidden address. */
export async function fetchImage(address: string, { fetch, clock, signal, bytesMost = INTAKE_RULES.bytesMost, timeoutMs = TIMEOUT_MS }: FetchImageOptions): Promise<Uint8Array> {
  const url = URL.parse(address)
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') throw new ImageFetchError('The image has no address that can be fetched.')
  try {
    return await withDeadline(clock, timeoutMs, signal, async (abortSignal) => {
      const response = await boundedFetch(fetch, bytesMost)(url, { signal: abortSignal, headers: { accept: 'image/avif,image/webp,image/png,image/jpeg' } })
      if (!response.ok) {
        await response.body?.cancel()
        throw new ImageFetchError(`${url.host} answered ${response.status} instead of an image.`)
      }
      return new Uint8Array(await response.arrayBuffer())
    })
  } catch (error) {
    signal.throwIfAborted()
    if (error instanceof ExpectedError) throw error
    if (error instanceof EndlessReplyError) throw new RefusedImageError('image-too-large', `The image at ${url.host} is larger than ${Math.round(bytesMost / 1_048_576)} MB.`, error)
    throw new ImageFetchError(`The image could not be fetched from ${url.host}: ${messageOf(error)}`, error)
  }
}
