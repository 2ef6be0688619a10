/** How the loop's steps stand in the journal: which facts in the entry, which texts in its payload. */
import type { Intent } from '../agent/action.ts'
import type { AskReply, Fate, Misfit, Observation } from '../agent/brain.ts'
import type { PendingAsk, Turn, TurnEnd } from '../agent/turn.ts'

export function noteObserved(turn: Turn, observation: Observation, nowMs: number): void {
  if (observation.notices.length === 0) return
  turn.note('observed', nowMs, {
    result: `${observation.notices.length} addressed to it`,
    payload: { notices: observation.notices.map((notice) => ({ id: notice.id, postId: notice.postId, kind: notice.kind, why: notice.why })) },
  })
}

/**
 * What a look showed is kept as ids with how many comments each had then: texts do not change, so that is lossless and
 * a tenth of the size.
 */
export function seenPayload(intent: Intent, result: Fate): object | null {
  const input = Object.keys(intent.input).length === 0 ? {} : { input: intent.input }
  if (result.kind !== 'done') return 'input' in input ? input : null
  if (result.items.length > 0) return { ...input, saw: result.items.map((item) => [item.id, item.comments.length, item.why]) }
  return 'input' in input ? input : null
}

export function noteMisfit(turn: Turn, { action, input, fault }: Misfit, nowMs: number): void {
  turn.note('acted', nowMs, { action, result: 'invalid', reason: fault, payload: { input } })
}

export function noteAsked(turn: Turn, ask: PendingAsk, answer: AskReply, ms: number | null, nowMs: number): void {
  if (ask.kind === 'http' || answer.kind === 'http') {
    const failed = answer.kind === 'http' && answer.reply.kind === 'failed'
    turn.note('asked', nowMs, {
      action: 'http', result: failed ? 'failed' : 'answered', ms, payload: { body: ask.kind === 'http' ? ask.body : null, reply: answer.reply },
      reason: answer.kind === 'http' && answer.reply.kind === 'failed' ? answer.reply.message : null,
    })
    return
  }
  if (ask.kind === 'image' || answer.kind === 'image') return noteImage(turn, ask, answer, ms, nowMs)
  if (ask.kind === 'errand') throw new TypeError('an errand is noted as what it did')
  const { reply } = answer
  const { request } = ask
  const tokens = reply.attempts.reduce((sum, attempt) => sum + attempt.usage.inputTokens + attempt.usage.outputTokens, 0)
  const costMicros = reply.attempts.reduce((sum, attempt) => sum + (attempt.costMicros ?? 0), 0)
  turn.tokens += tokens
  turn.costMicros += costMicros
  turn.note('asked', nowMs, {
    action: request.purpose,
    targetId: reply.kind === 'answered' ? reply.generator : reply.attempts.at(-1)?.model ?? null,
    result: reply.kind === 'answered' ? repaired(reply.attempts) : reply.kind,
    reason: reply.kind === 'answered' ? null : reply.message,
    ms, tokens, costMicros,
    payload: {
      instructions: request.instructions, messages: request.messages, tools: request.tools.map((tool) => tool.name),
      reply: reply.kind === 'answered' ? { text: reply.text, toolCalls: reply.toolCalls, value: reply.value } : null,
      attempts: reply.attempts,
    },
  })
}

function noteImage(turn: Turn, ask: PendingAsk, answer: AskReply, ms: number | null, nowMs: number): void {
  if (ask.kind !== 'image' || answer.kind !== 'image') return
  const { reply } = answer
  const costMicros = reply.kind === 'made' ? reply.costMicros : 0
  turn.costMicros += costMicros
  turn.note('asked', nowMs, {
    action: 'image', targetId: reply.kind === 'made' ? reply.generator : null, madeId: reply.kind === 'made' ? reply.imageId : null,
    result: reply.kind === 'made' ? (reply.placeholder === null ? 'answered' : 'stood in for') : reply.kind,
    reason: reply.kind === 'made' ? reply.placeholder : reply.message, ms, costMicros,
    payload: { workflow: ask.workflow, seed: ask.seed, picture: reply.kind === 'made' ? reply.picture : null },
  })
}

function repaired(attempts: readonly { readonly note: string | null }[]): string {
  return attempts.some((attempt) => attempt.note !== null) ? 'answered, mended' : 'answered'
}

export function noteTurnEnd(turn: Turn, end: TurnEnd, nowMs: number): void {
  turn.note('turn-ended', nowMs, {
    result: end.kind,
    reason: end.kind === 'rested' ? end.thought : end.reason,
    costMicros: turn.costMicros,
    tokens: turn.tokens,
  })
}
