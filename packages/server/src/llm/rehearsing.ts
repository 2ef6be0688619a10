/** Asks the rehearsal model: code in this process, so no lane, no money, no time limit, and an answer at the first try. */
import type { JSONObject, LanguageModelV4 } from '@ai-sdk/provider'
import type { Clock } from '../base/clock.ts'
import type { ModelReply, ModelRequest, ToolCall } from './model-port.ts'
import { readResult } from './reading.ts'

/** What a rehearsal made of code gives back, in the shape of a reply. */
export interface Rehearsed {
  readonly text: string
  readonly value: unknown
  readonly toolCalls: readonly ToolCall[]
}

/** Either form will do; the plain function is the quicker. A `LanguageModelV4` finds the request in `providerOptions.rehearsal.request`. */
export type Rehearsal = LanguageModelV4 | ((request: ModelRequest) => Rehearsed)

const REHEARSAL = 'rehearsal'

export async function rehearseWith(rehearsal: Rehearsal, request: ModelRequest, clock: Clock, signal: AbortSignal): Promise<ModelReply> {
  const beganMs = clock.now()
  const reply = typeof rehearsal === 'function' ? { kind: 'fits' as const, ...rehearsal(request) } : readResult(await rehearsal.doGenerate({
    prompt: [],
    abortSignal: signal,
    providerOptions: { [REHEARSAL]: { request: request as unknown as JSONObject } },
  }), request)
  const attempt = {
    provider: REHEARSAL,
    model: typeof rehearsal === 'function' ? REHEARSAL : rehearsal.modelId,
    ms: clock.now() - beganMs,
    usage: { inputTokens: 0, outputTokens: 0 },
    costMicros: 0,
  }
  if (reply.kind === 'fits') {
    return { kind: 'answered', generator: REHEARSAL, text: reply.text, value: reply.value, toolCalls: reply.toolCalls, attempts: [{ ...attempt, outcome: 'answered', note: null }] }
  }
  const refused = reply.kind === 'refused'
  const message = refused ? reply.message : reply.fault
  return { kind: 'failed', reason: refused ? 'refused' : 'malformed', message, attempts: [{ ...attempt, outcome: refused ? 'refused' : 'malformed', note: message }] }
}
