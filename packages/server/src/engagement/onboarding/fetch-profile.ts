/** Asks the profile API for one creator: a bounded time, a bounded answer, whatever its encoding. Every answer is an outcome. */
import { messageOf } from '../../base/errors.ts'
import { RedirectError } from '../../base/guarded-fetch.ts'

export const PROFILE_BYTES_MOST = 2 * 1024 * 1024
const TIME_MS = 15_000
const RAW_SHOWN = 2_000

export type FetchOutcome =
  | { readonly kind: 'fetched'; readonly json: unknown; readonly raw: string }
  /** `again`: another try may do better. */
  | { readonly kind: 'failed'; readonly why: string; readonly raw: string | null; readonly again: boolean }

export interface FetchProfileOptions {
  /** Behind the guard, see `base/guarded-fetch.ts`. */
  readonly fetchIt: typeof fetch
  readonly baseUrl: string
  readonly signal: AbortSignal
  readonly timeMs?: number
}

export async function fetchProfile(username: string, { fetchIt, baseUrl, signal, timeMs = TIME_MS }: FetchProfileOptions): Promise<FetchOutcome> {
  const timeLimit = AbortSignal.timeout(timeMs)
  const failed = (why: string, again: boolean, raw: string | null = null): FetchOutcome => ({ kind: 'failed', why, again, raw: raw?.slice(0, RAW_SHOWN) ?? null })
  try {
    const response = await fetchIt(`${baseUrl}/${encodeURIComponent(username)}`, {
      headers: { accept: 'application/json', 'accept-encoding': 'identity', 'user-agent': 'Troupe (onboarding)' }, redirect: 'manual', signal: AbortSignal.any([signal, timeLimit]),
    })
    const body = await boundedBytes(response)
    if (body === null) return failed(`The profile API answered with more than ${PROFILE_BYTES_MOST / 1024 / 1024} MB.`, false)
    const raw = decoded(body, response.headers.get('content-type') ?? '')
    if (response.status === 404) return failed(`The profile API knows nobody by the username "${username}".`, false, raw)
    if (response.status !== 200) return failed(`The profile API answered with the status ${response.status}.`, response.status >= 500 || response.status === 429 || response.status === 408, raw)
    try {
      return { kind: 'fetched', json: JSON.parse(raw.replace(/^\uFEFF/, '')), raw }
    } catch {
      return failed(`The profile API answered with something that is no JSON${/^\s*</.test(raw) ? ', but a page' : ''}.`, true, raw)
    }
  } catch (error) {
    signal.throwIfAborted()
    if (timeLimit.aborted) return failed(`The profile API did not answer within ${timeMs / 1000} s.`, true)
    if (error instanceof RedirectError) return failed('The profile API answered with a redirect, which is not followed. Set PROFILE_API_URL to where it leads.', false)
    return failed(`The profile API could not be reached: ${messageOf(error)}`, true)
  }
}

async function boundedBytes(response: Response): Promise<Buffer | null> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength
    // Leaving the loop cancels the body, and with it the connection.
    if (bytes > PROFILE_BYTES_MOST) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** By its mark, by what it says it is, else as UTF-8; and where that can't be, as the Latin-1 of the web. */
function decoded(body: Buffer, contentType: string): string {
  const marked = body[0] === 0xff && body[1] === 0xfe ? 'utf-16le' : body[0] === 0xfe && body[1] === 0xff ? 'utf-16be' : null
  const said = /charset="?([\w-]+)/i.exec(contentType)?.[1] ?? null
  for (const encoding of [marked, said, 'utf-8']) {
    const text = encoding === null ? null : readAs(encoding, body)
    if (text !== null) return text
  }
  return new TextDecoder('windows-1252').decode(body)
}

function readAs(encoding: string, body: Buffer): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(body)
  } catch {
    return null
  }
}
