/** Whatever a model writes, reading it ends, throws nothing, and lets through only what fits. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readResult } from './reading.ts'
import { faultsIn } from './schema.ts'
import { jsonRequest, LIKE_TOOL, PROFILE_SCHEMA, textRequest } from './testing/requests.ts'

const noise = fc.oneof(
  fc.string({ maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 100 }),
  fc.json(),
  fc.array(fc.constantFrom('{', '}', '[', ']', '"', "'", ',', ':', '```json', '<think>', '</think>', 'Sure, here is:', '\n', 'fog', '\u0000', '\ud800', '\\'), { maxLength: 60 }).map((parts) => parts.join('')),
)
const stop = { unified: 'stop', raw: 'stop' } as const

test('property: text is clean and within its length', () => {
  fc.assert(fc.property(noise, (text) => {
    const reading = readResult({ content: [{ type: 'text', text }], finishReason: stop }, textRequest({ expects: { kind: 'text', longest: 50 } }))
    if (reading.kind !== 'fits') return
    expect(reading.text.length).toBeLessThanOrEqual(50)
    expect(reading.text.isWellFormed()).toBe(true)
    // oxlint-disable-next-line no-control-regex
    expect(reading.text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f]/)
  }), { seed: 11, numRuns: 2_000 })
})

test('property: an object that is let through fits its schema', () => {
  fc.assert(fc.property(noise, (text) => {
    const reading = readResult({ content: [{ type: 'text', text }], finishReason: stop }, jsonRequest())
    if (reading.kind === 'fits') expect(faultsIn(reading.value, PROFILE_SCHEMA)).toBeNull()
    else expect(reading.kind).toBe('unfit')
  }), { seed: 12, numRuns: 2_000 })
})

test('property: tool calls with any name and input are read, in order, with ids of their own', () => {
  const call = fc.record({ type: fc.constant('tool-call' as const), toolCallId: fc.constantFrom('', 'a', 'call-2'), toolName: fc.constantFrom('like', 'unknown', ''), input: noise })
  fc.assert(fc.property(fc.array(call, { minLength: 1, maxLength: 5 }), (content) => {
    const reading = readResult({ content, finishReason: { unified: 'tool-calls', raw: undefined } }, textRequest({ tools: [LIKE_TOOL] }))
    if (reading.kind !== 'fits') throw new Error('tool calls always fit')
    expect(reading.toolCalls.map((made) => made.name)).toEqual(content.map((made) => made.toolName))
    expect(new Set(reading.toolCalls.map((made) => made.id)).size).toBe(content.length)
  }), { seed: 13, numRuns: 1_000 })
})
