/**
 * Plays one model request in code. The brief says what is wanted; the prompt's prose is not read, so nothing written in it, or
 * in any text the speaker has in view, can change what is done.
 */
import type { JSONSchema7 } from '@ai-sdk/provider'
import { seeded } from '../../base/random.ts'
import type { ModelRequest, ToolCall } from '../model-port.ts'
import { act } from './act.ts'
import { composeText, LONGEST } from './compose.ts'
import type { Telling, TextIntent } from './telling.ts'
import { answerQuestion } from './interview/answer-question.ts'
import { fillSchema } from './fill-schema.ts'
import { NOBODY } from './nobody.ts'

export interface RehearsedReply {
  readonly text: string
  /** The object, where the request expects `json`; else null. */
  readonly value: unknown
  readonly toolCalls: readonly ToolCall[]
}

export type RehearsalRequest = Pick<ModelRequest, 'messages' | 'tools' | 'expects' | 'rehearsal'>

export function rehearse(request: RehearsalRequest): RehearsedReply {
  const { rehearsal: brief, expects } = request
  const telling: Telling = { ...brief, speaker: brief.speaker ?? NOBODY }
  const { intent } = brief
  if (intent.kind === 'act') {
    const { text, toolCalls } = act({ telling, weights: intent.weights, items: intent.items, left: intent.left, tools: request.tools, messages: request.messages })
    return { text, toolCalls, value: expects.kind === 'json' && toolCalls.length === 0 ? filled(expects.schema, telling, { kind: 'thought' }) : null }
  }
  if (intent.kind === 'interview') {
    const value = answerQuestion(telling, intent.question, intent.form)
    return { text: expects.kind === 'json' ? JSON.stringify(value) : value.text, value: expects.kind === 'json' ? value : null, toolCalls: [] }
  }
  if (intent.kind === 'calls') {
    const offered = intent.calls.filter(({ name }) => request.tools.some((tool) => tool.name === name))
    return { text: intent.text, value: null, toolCalls: offered.map(({ name, input }, place) => ({ id: `${brief.key}/${place}`, name, input })) }
  }
  const wanted: TextIntent = intent.kind === 'other' ? { kind: 'thought' } : intent
  if (expects.kind === 'json') {
    const value = filled(expects.schema, telling, wanted)
    return { text: JSON.stringify(value), value, toolCalls: [] }
  }
  return { text: composeText(telling, wanted, expects.longest), value: null, toolCalls: [] }
}

/** An object for the schema whose texts are the speaker's: told apart by property name, each made with a key of its own. */
function filled(schema: JSONSchema7, telling: Telling, wanted: TextIntent): unknown {
  let made = 0
  const { speaker } = telling
  const known = (name: string, at: JSONSchema7): unknown => {
    const own: Telling = { ...telling, key: `${telling.key}/${name}/${made}`, ordinal: telling.ordinal + made++ }
    const say = (intent: TextIntent): string => composeText(own, intent, at.maxLength ?? LONGEST[intent.kind])
    const random = seeded(own.key)
    if (/^bio$/i.test(name)) return say({ kind: 'bio' })
    if (wanted.kind === 'caption' && /title|headline/i.test(name)) return composeText(telling, wanted).split('\n', 1)[0]
    if (wanted.kind === 'caption' && /caption|text|content|body/i.test(name)) return composeText(telling, wanted, at.maxLength ?? LONGEST.caption).replace(/^.*\n/, '')
    if (/title|headline|subject/i.test(name)) return say({ kind: 'title' })
    if (/reason|why|note|explanation/i.test(name)) return say({ kind: 'thought' })
    if (/query|search/i.test(name)) return say({ kind: 'query' })
    if (/username|handle/i.test(name)) return speaker.username
    if (/name$/i.test(name)) return speaker.name
    if (/location|city|place/i.test(name)) return speaker.location
    if (/interest|tag|topic|keyword|vocabulary|hashtag/i.test(name)) return speaker.interests.length > 0 ? random.pick(speaker.interests) : 'small things'
    if (/belief|value|opinion/i.test(name) && speaker.beliefs.length > 0) return random.pick(speaker.beliefs)
    if (/knowledge|fact/i.test(name) && speaker.knowledge.length > 0) return random.pick(speaker.knowledge)
    if (/tone|vibe|mood/i.test(name)) return speaker.voice.tone
    if (/^(?:text|content|body|message|post|comment|reply|answer)$/i.test(name)) return say(wanted)
    if (/backstory|summary|description|biography/i.test(name)) return `${say({ kind: 'post' })} ${say({ kind: 'thought' })}`
    return say({ kind: 'thought' })
  }
  return fillSchema(schema, known, seeded(`${telling.key}/${telling.ordinal}/schema`))
}
