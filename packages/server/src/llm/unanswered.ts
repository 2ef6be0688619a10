/**
 * What a call without a usable answer has likely cost. A provider bills what it has read and made, whether we wait for it
 * or can use it: given up after a minute, the whole prompt was read; garbled, it was answered too. Nobody tells us how
 * much that was, so it is estimated. What never reached a model (refused, overloaded, no connection) costs nothing.
 */
import { APICallError, JSONParseError } from '@ai-sdk/provider'
import { causesOf, type Fault } from './fault.ts'
import type { TokenUsage } from './model-port.ts'
import { EndlessReplyError } from './providers/bounded-fetch.ts'

/** Characters a token, for estimates made where a provider has not counted: English is 4, other scripts are fewer. */
export const CHARS_A_TOKEN = 3.5

export function usageUnanswered(fault: Fault, error: unknown, inputTokens: number, outputTokensMax: number): TokenUsage | null {
  switch (fault.kind) {
    case 'timed-out':
    case 'aborted':
    case 'garbled':
      break
    case 'passing':
      if (!fault.begun) return null
      break
    case 'rate-limited':
    case 'exhausted':
    case 'setting-refused':
    case 'refused':
    case 'lasting':
      return null
  }
  return { inputTokens, outputTokens: Math.min(Math.ceil(charsCame(error) / CHARS_A_TOKEN), outputTokensMax) }
}

/** How much of an answer there was. */
function charsCame(error: unknown): number {
  for (const cause of causesOf(error)) {
    if (cause instanceof EndlessReplyError) return Number.POSITIVE_INFINITY
    if (JSONParseError.isInstance(cause)) return cause.text.length
    if (APICallError.isInstance(cause) && cause.responseBody !== undefined) return cause.responseBody.length
  }
  return 0
}
