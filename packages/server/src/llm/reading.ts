/**
 * Reads a model's result against what was asked: text, an object, tool calls. Mends what can be mended and says what it
 * mended; what cannot be is a fault in a sentence that the model can be told. Pure; never throws.
 */
import type { LanguageModelV4Content, LanguageModelV4GenerateResult } from '@ai-sdk/provider'
import { cleanText, lastSentenceEnd, shortened, withoutControls, withoutThinking } from './clean-text.ts'
import { fit } from './fit.ts'
import type { ModelRequest, ToolCall, ToolOffer } from './model-port.ts'
import { readJson } from './repair.ts'
import { faultsIn } from './schema.ts'

export type Reading =
  | { readonly kind: 'fits'; readonly text: string; readonly value: unknown; readonly toolCalls: readonly ToolCall[]; readonly mended: readonly string[] }
  /** `text` is what the model wrote, to be shown to it when it is asked again. */
  | { readonly kind: 'unfit'; readonly fault: string; readonly text: string; readonly cutOff: boolean }
  | { readonly kind: 'refused'; readonly message: string }

/** More calls in one step than a turn has intents several times over: the rest is a model running wild. */
const TOOL_CALLS_MAX = 32
/** Free text beside tool calls goes on the trace as the agent's thought; it is not published. */
const THOUGHT_CHARS_MAX = 2_000

export function readResult(result: Pick<LanguageModelV4GenerateResult, 'content' | 'finishReason' | 'structuredOutputText'>, request: ModelRequest): Reading {
  const mended: string[] = []
  const written = result.content.filter((part) => part.type === 'text').map((part) => part.text).join('')
  const finish = result.finishReason.unified
  const cutOff = finish === 'length' || finish === 'interrupted'
  let toolCalls = callsIn(result.content, request.tools, mended)
  if (toolCalls.length === 0 && request.tools.length > 0) toolCalls = spokenCalls(written, request.tools, mended)

  if (finish === 'content-filter' && toolCalls.length === 0) {
    return { kind: 'refused', message: written.trim() === '' ? 'The provider withheld the reply.' : shortened(withoutControls(written).trim(), 300) }
  }
  if (toolCalls.length > 0) {
    const thought = cleanText(written, THOUGHT_CHARS_MAX).text
    return { kind: 'fits', text: mended.includes(SPOKEN) ? '' : thought, value: null, toolCalls, mended }
  }
  if (request.expects.kind === 'text') return readText(written, request, request.expects.longest, cutOff)
  return readObject(result.structuredOutputText ?? written, request, cutOff)
}

function readText(written: string, request: ModelRequest, longest: number, cutOff: boolean): Reading {
  const { text, mended } = cleanText(written, longest)
  if (text === '' && request.tools.length === 0) return { kind: 'unfit', fault: cutOff ? 'it was cut off before any text came' : 'it was empty', text: '', cutOff }
  const whole = cutOff ? endedAtSentence(text) : text
  return { kind: 'fits', text: whole, value: null, toolCalls: [], mended: whole === text ? mended : [...mended, 'cut off, ended at a sentence'] }
}

function readObject(written: string, request: ModelRequest, cutOff: boolean): Reading {
  const schema = request.expects.kind === 'json' ? request.expects.schema : {}
  const read = readJson(written)
  const seen = shortened(withoutControls(withoutThinking(written)).trim(), THOUGHT_CHARS_MAX)
  if (read.kind === 'unreadable') {
    // With tools on offer a model may also say in words that it is done.
    if (request.tools.length > 0) return { kind: 'fits', text: seen, value: null, toolCalls: [], mended: [] }
    return { kind: 'unfit', fault: read.fault, text: seen, cutOff }
  }
  const { value, mended } = fit(read.value, schema)
  const faults = faultsIn(value, schema)
  if (faults !== null) return { kind: 'unfit', fault: faults, text: seen, cutOff }
  return { kind: 'fits', text: '', value, toolCalls: [], mended: [...read.mended, ...mended] }
}

/** Text the token limit cut: up to its last whole sentence if that is most of it, else with an ellipsis. */
function endedAtSentence(text: string): string {
  if (text === '' || /[.!?…。！？"”)]$/.test(text)) return text
  const end = lastSentenceEnd(text)
  return end >= text.length / 2 ? text.slice(0, end) : `${text.trimEnd()}…`
}

function callsIn(content: readonly LanguageModelV4Content[], tools: readonly ToolOffer[], mended: string[]): ToolCall[] {
  const calls: ToolCall[] = []
  const ids = new Set<string>()
  for (const part of content) {
    if (part.type !== 'tool-call' || part.providerExecuted === true) continue
    if (calls.length === TOOL_CALLS_MAX) {
      mended.push(`more than ${TOOL_CALLS_MAX} tool calls, the rest left out`)
      break
    }
    let id = part.toolCallId
    for (let n = calls.length + 1; id === '' || ids.has(id); n++) id = `call-${n}`
    ids.add(id)
    calls.push({ id, name: part.toolName, input: inputOf(part.toolName, part.input, tools, mended) })
  }
  return calls
}

/** Input arrives as a string that should be a JSON object. What cannot be read stays a string, for the offerer to refuse. */
function inputOf(name: string, input: unknown, tools: readonly ToolOffer[], mended: string[]): unknown {
  let value = input
  if (typeof input === 'string') {
    const read = input.trim() === '' ? { kind: 'read' as const, value: {}, mended: [] } : readJson(input)
    if (read.kind === 'unreadable') {
      mended.push(`the input of ${name} cannot be read: ${read.fault}`)
      return input
    }
    value = read.value
    mended.push(...read.mended.map((note) => `input of ${name}: ${note}`))
  }
  const tool = tools.find((offer) => offer.name === name)
  if (tool === undefined) return value
  const fitted = fit(value ?? {}, tool.inputSchema)
  mended.push(...fitted.mended.map((note) => `input of ${name}: ${note}`))
  return fitted.value
}

const SPOKEN = 'tool calls read from the text'

/** Models without native tool calling write the call down: `{"name": …, "arguments": …}`, in tags, a fence or a list. */
function spokenCalls(text: string, tools: readonly ToolOffer[], mended: string[]): ToolCall[] {
  if (!/"(?:name|tool|function|tool_name|action)"/.test(text)) return []
  const tagged = [...text.matchAll(/<tool_call>([\s\S]*?)(?:<\/tool_call>|$)/g)].map((match) => match[1] ?? '')
  const calls: ToolCall[] = []
  for (const piece of tagged.length > 0 ? tagged : [text]) {
    const read = readJson(piece)
    if (read.kind === 'unreadable') continue
    for (const item of [read.value].flat().slice(0, TOOL_CALLS_MAX)) {
      const call = spokenCall(item, tools)
      if (call !== null) calls.push({ id: `call-${calls.length + 1}`, name: call.name, input: inputOf(call.name, call.input, tools, mended) })
    }
  }
  if (calls.length > 0) mended.push(SPOKEN)
  return calls
}

function spokenCall(item: unknown, tools: readonly ToolOffer[]): { name: string; input: unknown } | null {
  if (typeof item !== 'object' || item === null) return null
  const fields = new Map(Object.entries(item))
  const body = fields.get('function')
  if (typeof body === 'object' && body !== null) return spokenCall(body, tools)
  const name = fields.get('name') ?? fields.get('tool') ?? fields.get('tool_name') ?? fields.get('function') ?? fields.get('action')
  if (typeof name !== 'string' || !tools.some((tool) => tool.name === name)) return null
  return { name, input: fields.get('arguments') ?? fields.get('parameters') ?? fields.get('input') ?? fields.get('args') ?? {} }
}
