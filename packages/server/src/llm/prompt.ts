/** Makes the provider-neutral call of a request: messages, tools, format and settings, minding the model's quirks. */
import type { LanguageModelV4CallOptions, LanguageModelV4Content, LanguageModelV4Message, LanguageModelV4Prompt, JSONObject, JSONSchema7 } from '@ai-sdk/provider'
import type { Message, ModelRequest, ProviderState } from './model-port.ts'
import { CALL_OPTIONS } from './providers/open-model.ts'
import { quirksOf, temperatureFor } from './providers/quirks.ts'
import type { ProviderChoice } from './settings.ts'

/** Room for a model that always reasons: below this, the text itself is often never begun. */
export const REASONING_ROOM_TOKENS = 2_048

export type Setting = 'format' | 'temperature' | 'reasoning'

/** `without` names settings the model has refused in this ask. */
export function callOptions(request: ModelRequest, choice: ProviderChoice, generator: string, without: ReadonlySet<Setting>): LanguageModelV4CallOptions {
  const quirks = quirksOf(choice.provider, choice.model)
  const schema = request.expects.kind === 'json' ? request.expects.schema : null
  // With tools on offer a format would forbid calling them at some providers; then the schema is asked for in words.
  const format = schema === null || request.tools.length > 0 || without.has('format') ? 'none' : quirks.json
  const temperature = without.has('temperature') ? null : temperatureFor(quirks, choice.temperature)
  const reasoning = without.has('reasoning') ? null : choice.reasoning ?? quirks.reasoning
  const options = CALL_OPTIONS[choice.provider]
  return {
    prompt: promptOf(request, generator, schema !== null && format !== 'schema' ? schema : null),
    maxOutputTokens: request.maxOutputTokens + (quirks.alwaysReasons || (reasoning !== null && reasoning !== 'none') ? REASONING_ROOM_TOKENS : 0),
    ...(temperature === null ? {} : { temperature }),
    ...(reasoning === null ? {} : { reasoning }),
    ...(format === 'none' || schema === null ? {} : { responseFormat: format === 'schema' ? { type: 'json' as const, schema, name: 'reply' } : { type: 'json' as const } }),
    ...(request.tools.length === 0 ? {} : {
      tools: request.tools.map((tool) => ({ type: 'function' as const, name: tool.name, description: tool.description, inputSchema: tool.inputSchema })),
      toolChoice: { type: 'auto' as const },
    }),
    ...(options === undefined ? {} : { providerOptions: options }),
  }
}

function promptOf(request: ModelRequest, generator: string, schema: JSONSchema7 | null): LanguageModelV4Prompt {
  const instructions = schema === null ? request.instructions : `${request.instructions}\n\nAnswer with one JSON object and nothing else, no prose and no code fence. It fits this JSON schema:\n${JSON.stringify(schema)}`
  const prompt: LanguageModelV4Prompt = instructions === '' ? [] : [{ role: 'system', content: instructions }]
  for (const message of request.messages) prompt.push(messageOf(message, generator))
  return prompt
}

function messageOf(message: Message, generator: string): LanguageModelV4Message {
  switch (message.role) {
    case 'user':
      return { role: 'user', content: [{ type: 'text', text: message.text }] }
    case 'tool':
      return {
        role: 'tool',
        content: message.results.map((result) => ({ type: 'tool-result', toolCallId: result.callId, toolName: result.name, output: { type: 'text', value: result.output } })),
      }
    case 'assistant': {
      const kept = message.providerState?.generator === generator ? message.providerState.parts : null
      return { role: 'assistant', content: kept === null ? ownParts(message) : (kept as unknown as AssistantPart[]).map((part) => withOurInput(part, message)) }
    }
  }
}

type AssistantMessage = Extract<Message, { role: 'assistant' }>
type AssistantPart = Extract<LanguageModelV4Message, { role: 'assistant' }>['content'][number]

function ownParts(message: AssistantMessage): AssistantPart[] {
  const parts: AssistantPart[] = message.text === '' ? [] : [{ type: 'text', text: message.text }]
  for (const call of message.toolCalls) parts.push({ type: 'tool-call', toolCallId: call.id, toolName: call.name, input: call.input })
  return parts
}

/** The provider's own parts, with the tool input as it was mended: a provider refuses input that is no JSON object. */
function withOurInput(part: AssistantPart, message: AssistantMessage): AssistantPart {
  if (part.type !== 'tool-call') return part
  const call = message.toolCalls.find((candidate) => candidate.id === part.toolCallId)
  return call === undefined ? part : { ...part, input: call.input }
}

/**
 * What has to go back at the next step, where there is anything beyond text and calls: reasoning, and metadata such as
 * signatures. Everything is plain data, so that it can be stored with the turn.
 */
export function stateOf(content: readonly LanguageModelV4Content[], generator: string): ProviderState | null {
  const telling = content.some((part) => part.type === 'reasoning' || ((part.type === 'text' || part.type === 'tool-call') && part.providerMetadata !== undefined))
  if (!telling || !content.some((part) => part.type === 'tool-call')) return null
  const parts: JSONObject[] = []
  for (const part of content) {
    if (part.type !== 'text' && part.type !== 'reasoning' && part.type !== 'tool-call') continue
    const { providerMetadata, ...rest } = part
    const kept = { ...rest, ...(providerMetadata === undefined ? {} : { providerOptions: providerMetadata }) }
    parts.push(JSON.parse(JSON.stringify(kept)) as JSONObject)
  }
  return { generator, parts }
}
