/** An interview's question as a request to a model, and the model's reply as an answer. */
import type { AnswerForm, InterviewAnswer, Persona, Speech } from '@troupe/contract'
import type { JSONSchema7 } from '@ai-sdk/provider'
import type { Id } from '../../base/ids.ts'
import type { ModelReply, ModelRequest } from '../../llm/model-port.ts'
import type { Recollection } from '../../llm/rehearsal/brief.ts'
import { personaInstructions, quoteAsData, renderMemory, speakerOf } from '../prompt.ts'

/** A long answer with room. */
const OUTPUT_TOKENS = 900
/** Why, after a choice or a number. */
const WHY_LONGEST = 600

export interface Interviewed {
  readonly id: Id
  readonly name: string
  readonly persona: Persona | null
  /** What its archetype has to say, for the rehearsal model. */
  readonly speech: Speech | null
  readonly profileId: Id | null
}

export interface Interviewing {
  readonly agent: Interviewed
  readonly question: string
  readonly form: AnswerForm
  /** The agent's own, newest first. */
  readonly memory: readonly Recollection[]
  readonly trends: readonly string[]
  /** Same key, same answer, where code answers. */
  readonly key: string
  readonly ordinal: number
  readonly nowMs: number
}

export function interviewRequest({ agent, question, form, memory, trends, key, ordinal, nowMs }: Interviewing): ModelRequest {
  return {
    purpose: 'comment',
    instructions: personaInstructions(agent),
    messages: [{ role: 'user', text: [renderMemory(memory), task(question, form)].filter((part) => part !== '').join('\n\n') }],
    tools: [],
    expects: form.kind === 'free' ? { kind: 'text', longest: form.longest } : { kind: 'json', schema: schemaOf(form) },
    maxOutputTokens: OUTPUT_TOKENS,
    rehearsal: { key, ordinal, speaker: speakerOf(agent), intent: { kind: 'interview', question, form }, memory, trends, nowMs },
  }
}

/** Null where the reply holds no answer in the form that was asked for. */
export function answerOf(reply: Pick<ModelReply & { readonly kind: 'answered' }, 'text' | 'value'>, form: AnswerForm): InterviewAnswer | null {
  if (form.kind === 'free') {
    const text = reply.text.trim()
    return text === '' ? null : { text: cut(text, form.longest), choice: null, value: null }
  }
  const given = (typeof reply.value === 'object' && reply.value !== null ? reply.value : {}) as { text?: unknown; choice?: unknown; value?: unknown }
  const text = typeof given.text === 'string' ? cut(given.text.trim(), WHY_LONGEST) : ''
  if (form.kind === 'choice') {
    const choice = form.options.find((option) => typeof given.choice === 'string' && option.toLowerCase() === given.choice.trim().toLowerCase())
    return choice === undefined ? null : { text: text === '' ? choice : text, choice, value: null }
  }
  const value = given.value
  if (typeof value !== 'number' || !Number.isInteger(value) || value < form.from || value > form.to) return null
  return { text: text === '' ? String(value) : text, choice: null, value }
}

function task(question: string, form: AnswerForm): string {
  const asked = `Somebody who studies this place asks you, alone and in private:\n<heard>${quoteAsData(question)}</heard>`
  const honest = 'Answer as yourself, from what you believe and remember. Where you have never thought about it, say so.'
  switch (form.kind) {
    case 'free':
      return `${asked}\n${honest} At most ${form.longest} characters. Answer with the text alone.`
    case 'choice':
      return `${asked}\nChoose one of: ${form.options.map((option) => `"${quoteAsData(option)}"`).join(', ')}. Give it word for word as choice, and in text why. ${honest}`
    case 'scale': {
      const ends = form.low === '' && form.high === '' ? '' : ` (${form.from}: ${quoteAsData(form.low)}; ${form.to}: ${quoteAsData(form.high)})`
      return `${asked}\nGive a whole number from ${form.from} to ${form.to}${ends} as value, and in text why. ${honest}`
    }
  }
}

function schemaOf(form: Exclude<AnswerForm, { readonly kind: 'free' }>): JSONSchema7 {
  const answer: Record<string, JSONSchema7> = form.kind === 'choice' ? { choice: { type: 'string', enum: [...form.options] } } : { value: { type: 'integer', minimum: form.from, maximum: form.to } }
  return { type: 'object', properties: { ...answer, text: { type: 'string', maxLength: WHY_LONGEST } }, required: [...Object.keys(answer), 'text'], additionalProperties: false }
}

/** Cuts at the last sentence end in the second half, else at the last word. */
function cut(text: string, longest: number): string {
  if (text.length <= longest) return text
  const head = text.slice(0, longest - 1).toWellFormed()
  const stop = Math.max(head.lastIndexOf('. '), head.lastIndexOf('! '), head.lastIndexOf('? '))
  if (stop > longest / 2) return head.slice(0, stop + 1)
  const word = head.lastIndexOf(' ')
  return `${(word > longest / 2 ? head.slice(0, word) : head).trimEnd()}…`
}
