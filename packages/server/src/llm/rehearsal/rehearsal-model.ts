/**
 * The rehearsal model behind the AI SDK's LanguageModelV4 (SPEC I2): an ordinary model to whoever holds it, code inside.
 * The brief travels in `providerOptions.rehearsal.brief`. Where the port calls `rehearse` directly, this is not in between.
 */
import type { JSONSchema7, LanguageModelV4, LanguageModelV4CallOptions, LanguageModelV4GenerateResult, LanguageModelV4Message, LanguageModelV4StreamPart } from '@ai-sdk/provider'
import type { Message, ToolOffer } from '../model-port.ts'
import type { RehearsalBrief } from './brief.ts'
import { LONGEST } from './compose.ts'
import { EMPTY_BRIEF } from './nobody.ts'
import { rehearse, type RehearsalRequest } from './rehearse.ts'

export const REHEARSAL = 'rehearsal'

export interface RehearsalModelOptions {
  /** Told to requests that bring no brief; a plain nobody unless set. */
  readonly brief?: RehearsalBrief
}

/** Characters a token, near enough for a model that charges nothing. */
const CHARACTERS_A_TOKEN = 4

export function createRehearsalModel(options: RehearsalModelOptions = {}): LanguageModelV4 {
  const generate = (call: LanguageModelV4CallOptions): LanguageModelV4GenerateResult => {
    call.abortSignal?.throwIfAborted()
    const reply = rehearse(requestOf(call, options.brief ?? EMPTY_BRIEF))
    const content: LanguageModelV4GenerateResult['content'] = []
    if (reply.text !== '') content.push({ type: 'text', text: reply.text })
    for (const made of reply.toolCalls) content.push({ type: 'tool-call', toolCallId: made.id, toolName: made.name, input: JSON.stringify(made.input) })
    const calling = reply.toolCalls.length > 0
    return {
      content,
      finishReason: { unified: calling ? 'tool-calls' : 'stop', raw: calling ? 'tool-calls' : 'stop' },
      usage: usageOf(call, content),
      warnings: [],
      response: { modelId: REHEARSAL },
    }
  }
  return {
    specificationVersion: 'v4',
    provider: REHEARSAL,
    modelId: REHEARSAL,
    supportedUrls: {},
    doGenerate: async (call) => generate(call),
    doStream: async (call) => ({ stream: ReadableStream.from(streamed(generate(call))) as ReadableStream<LanguageModelV4StreamPart> }),
  }
}

/** Words by words, as a far model would send them. */
function* streamed(result: LanguageModelV4GenerateResult): Generator<LanguageModelV4StreamPart> {
  yield { type: 'stream-start', warnings: result.warnings }
  yield { type: 'response-metadata', modelId: REHEARSAL }
  for (const part of result.content) {
    if (part.type === 'text') {
      yield { type: 'text-start', id: 'text' }
      for (const delta of part.text.match(/\s*\S+\s*/g) ?? []) yield { type: 'text-delta', id: 'text', delta }
      yield { type: 'text-end', id: 'text' }
    } else if (part.type === 'tool-call') {
      yield { type: 'tool-input-start', id: part.toolCallId, toolName: part.toolName }
      yield { type: 'tool-input-delta', id: part.toolCallId, delta: part.input }
      yield { type: 'tool-input-end', id: part.toolCallId }
      yield part
    }
  }
  yield { type: 'finish', usage: result.usage, finishReason: result.finishReason }
}

function requestOf(call: LanguageModelV4CallOptions, otherwise: RehearsalBrief): RehearsalRequest {
  const tools: ToolOffer[] = (call.toolChoice?.type === 'none' ? [] : call.tools ?? []).flatMap((tool) =>
    tool.type === 'function' ? [{ name: tool.name, description: tool.description ?? '', inputSchema: tool.inputSchema }] : [])
  const format = call.responseFormat
  return {
    messages: call.prompt.map(messageOf).filter((message) => message !== null),
    tools,
    expects: format?.type === 'json' ? { kind: 'json', schema: (format.schema ?? { type: 'object' }) as JSONSchema7 } : { kind: 'text', longest: LONGEST.post },
    rehearsal: (call.providerOptions?.[REHEARSAL]?.['brief'] as RehearsalBrief | undefined) ?? otherwise,
  }
}

function messageOf(message: LanguageModelV4Message): Message | null {
  if (message.role === 'system') return null
  if (message.role === 'user') return { role: 'user', text: message.content.map((part) => (part.type === 'text' ? part.text : '')).join('') }
  if (message.role === 'assistant') {
    return {
      role: 'assistant',
      text: message.content.map((part) => (part.type === 'text' ? part.text : '')).join(''),
      toolCalls: message.content.flatMap((part) => (part.type === 'tool-call' ? [{ id: part.toolCallId, name: part.toolName, input: part.input }] : [])),
    }
  }
  return {
    role: 'tool',
    results: message.content.flatMap((part) => (part.type === 'tool-result' ? [{ callId: part.toolCallId, name: part.toolName, output: JSON.stringify(part.output) }] : [])),
  }
}

function usageOf(call: LanguageModelV4CallOptions, content: LanguageModelV4GenerateResult['content']): LanguageModelV4GenerateResult['usage'] {
  const said = content.reduce((sum, part) => sum + (part.type === 'text' ? part.text.length : part.type === 'tool-call' ? part.input.length : 0), 0)
  let read = 0
  for (const message of call.prompt) read += typeof message.content === 'string' ? message.content.length : message.content.reduce((sum, part) => sum + (part.type === 'text' ? part.text.length : 0), 0)
  const input = Math.ceil(read / CHARACTERS_A_TOKEN)
  const output = Math.ceil(said / CHARACTERS_A_TOKEN)
  return { inputTokens: { total: input, noCache: input, cacheRead: 0, cacheWrite: 0 }, outputTokens: { total: output, text: output, reasoning: 0 } }
}
