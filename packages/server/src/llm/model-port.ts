/**
 * The port through which everything asks a language model: one request, one reply, one step a call.
 * Requests are plain data, so that a half-done turn can be stored with the question it was waiting on.
 * The port knows nothing of personas, feeds or agents. A reply that does not parse is an outcome, not an exception:
 * it comes back with what was wrong, and the caller falls back (SPEC B4).
 */
import type { JSONObject, JSONSchema7 } from '@ai-sdk/provider'
import type { Purpose } from './purpose.ts'
import type { RehearsalBrief } from './rehearsal/brief.ts'

export interface ToolOffer {
  readonly name: string
  readonly description: string
  /** JSON Schema (draft 7) of the input object. */
  readonly inputSchema: JSONSchema7
}

export interface ToolCall {
  readonly id: string
  readonly name: string
  /** Parsed and, where need be, repaired; checked against the tool's schema by whoever offered the tool. */
  readonly input: unknown
}

/**
 * What a provider wants back word for word at the next step of the same conversation: signed or plain reasoning,
 * thought signatures on tool calls. Opaque, plain data; bound to the generator that made it. Without it a thinking
 * model loses its thread between tool calls, and some (Gemini 3, DeepSeek, Kimi, MiniMax) answer 400 or badly.
 */
export interface ProviderState {
  readonly generator: string
  readonly parts: readonly JSONObject[]
}

/** A conversation in the order it happened. Tool results answer the calls of the assistant message before them. */
export type Message =
  | { readonly role: 'user'; readonly text: string }
  | { readonly role: 'assistant'; readonly text: string; readonly toolCalls: readonly ToolCall[]; readonly providerState?: ProviderState }
  | { readonly role: 'tool'; readonly results: readonly { readonly callId: string; readonly name: string; readonly output: string }[] }

export interface ModelRequest {
  readonly purpose: Purpose
  readonly instructions: string
  readonly messages: readonly Message[]
  readonly tools: readonly ToolOffer[]
  /** `text`: prose. `json`: an object that fits the schema, given back in `value`. With tools, either may stay empty. */
  readonly expects: { readonly kind: 'text'; readonly longest: number } | { readonly kind: 'json'; readonly schema: JSONSchema7 }
  readonly maxOutputTokens: number
  /** What the rehearsal model needs to play this request; other models never see it. */
  readonly rehearsal: RehearsalBrief
}

export interface TokenUsage {
  readonly inputTokens: number
  readonly outputTokens: number
}

/** One try at one provider, as it goes on the trace. */
export interface ModelAttempt {
  readonly provider: string
  readonly model: string
  readonly ms: number
  readonly usage: TokenUsage
  /** Millionths of a US dollar, from the price table; 0 for the rehearsal model; null when the model has no price. */
  readonly costMicros: number | null
  readonly outcome: 'answered' | 'malformed' | 'refused' | 'rate-limited' | 'failed' | 'timed-out' | 'aborted'
  /** Why, in a sentence, when it was not answered; what was mended, when it was. */
  readonly note: string | null
}

export type ModelReply =
  | {
    readonly kind: 'answered'
    /** The label on what is made of it: `rehearsal`, or `openai:gpt-…`. */
    readonly generator: string
    readonly text: string
    /** The object, where `expects` was `json`. */
    readonly value: unknown
    readonly toolCalls: readonly ToolCall[]
    /** Copy it to the assistant message when the conversation goes on; absent when the provider needs nothing back. */
    readonly providerState?: ProviderState
    readonly attempts: readonly ModelAttempt[]
  }
  | {
    readonly kind: 'failed'
    readonly reason: 'malformed' | 'refused' | 'unavailable' | 'aborted'
    readonly message: string
    readonly attempts: readonly ModelAttempt[]
  }
  /** Money or the provider's own quota is used up; nothing to retry before then. `untilMs` is epoch milliseconds. */
  | {
    readonly kind: 'exhausted'
    readonly untilMs: number
    readonly message: string
    readonly attempts: readonly ModelAttempt[]
  }

export interface ModelPort {
  /** Never throws for what a provider does; throws the signal's reason only if the signal aborts before the call. */
  ask(request: ModelRequest, signal: AbortSignal): Promise<ModelReply>
}
