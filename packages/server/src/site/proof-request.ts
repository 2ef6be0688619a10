/**
 * Asks a site for its proof file: one GET, no redirect followed, a bounded body, a bounded time. Whatever the far side does comes
 * back as an outcome, none of it as an exception.
 */
import { ForbiddenAddressError, PublicAddressError, RedirectError } from '../base/guarded-fetch.ts'
import { messageOf } from '../base/errors.ts'

/** A thousand lines are 130 KB. */
export const PROOF_BYTES_MOST = 256 * 1024
/** For all of it: a far side that sends a byte a second is cut off as well. */
export const PROOF_TIME_MS = 10_000
const LOCATION_CHARACTERS_MOST = 200

export type ProofAnswer =
  | { readonly kind: 'read'; readonly status: number; readonly text: string }
  | { readonly kind: 'answered'; readonly status: number }
  | { readonly kind: 'redirected'; readonly location: string | null }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'too-slow' }
  | { readonly kind: 'forbidden'; readonly why: string }
  | { readonly kind: 'unreachable'; readonly why: string }

export interface ProofRequestOptions {
  /** Behind the guard, see `base/guarded-fetch.ts`. */
  readonly fetchIt: typeof fetch
  readonly signal: AbortSignal
  readonly timeMs?: number
}

export async function requestProof(url: string, { fetchIt, signal, timeMs = PROOF_TIME_MS }: ProofRequestOptions): Promise<ProofAnswer> {
  const timeLimit = AbortSignal.timeout(timeMs)
  const stop = AbortSignal.any([signal, timeLimit])
  try {
    // Nothing is unpacked here, so a small answer stays small.
    const response = await fetchIt(url, { headers: { accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': 'Troupe (proof of ownership)' }, redirect: 'manual', signal: stop })
    if (response.status !== 200) {
      await response.body?.cancel()
      return { kind: 'answered', status: response.status }
    }
    const text = await boundedText(response)
    return text === null ? { kind: 'too-large' } : { kind: 'read', status: 200, text }
  } catch (error) {
    if (timeLimit.aborted) return { kind: 'too-slow' }
    signal.throwIfAborted()
    return refusalOf(error)
  }
}

function refusalOf(error: unknown): ProofAnswer {
  if (error instanceof RedirectError) return { kind: 'redirected', location: error.location?.slice(0, LOCATION_CHARACTERS_MOST) ?? null }
  if (error instanceof ForbiddenAddressError || error instanceof PublicAddressError) return { kind: 'forbidden', why: error.message }
  return { kind: 'unreachable', why: networkWords(error) }
}

/** Null when it is longer than a proof file ever is; the rest is not waited for. */
async function boundedText(response: Response): Promise<string | null> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    // Leaving the loop cancels the body, and with it the connection.
    if (bytes > PROOF_BYTES_MOST) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

const WORDS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name is not known (DNS)', EAI_AGAIN: 'its name could not be looked up at this moment (DNS)', ECONNREFUSED: 'nothing listens there (connection refused)',
  ECONNRESET: 'it closed the connection', EPIPE: 'it closed the connection', ETIMEDOUT: 'it did not answer', EHOSTUNREACH: 'there is no way to it', ENETUNREACH: 'there is no way to it',
  CERT_HAS_EXPIRED: 'its certificate has expired', DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself', SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by nobody known',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by nobody known', ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name', HPE_INVALID_CONSTANT: 'what answers there is no web server',
}

/** What a failed connection means, in words; the code where there are none. */
export function networkWords(error: unknown): string {
  const code = codeOf(error) ?? codeOf((error as { cause?: unknown } | null)?.cause)
  if (code === null) return messageOf(error)
  return WORDS[code] ?? (/^ERR_SSL|^EPROTO/.test(code) ? 'it does not speak https' : code.startsWith('HPE_') ? 'its answer is not HTTP' : code)
}

function codeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}
