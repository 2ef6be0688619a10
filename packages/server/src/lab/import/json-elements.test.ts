import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jsonElements, jsonLines, type JsonElement } from './json-elements.ts'

async function* cut(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}

async function all(elements: AsyncIterable<JsonElement>): Promise<JsonElement[]> {
  return Array.fromAsync(elements)
}

describe('jsonElements', () => {
  it('finds what JSON.parse finds, however the text is cut and indented', async () => {
    await fc.assert(fc.asyncProperty(fc.array(fc.jsonValue({ maxDepth: 3 }), { maxLength: 8 }), fc.integer({ min: 1, max: 50 }), fc.constantFrom(0, 2), async (list, size, indent) => {
      const found = await all(jsonElements(cut(JSON.stringify(list, null, indent), size)))
      expect(found.map(({ value }) => value)).toEqual(JSON.parse(JSON.stringify(list)))
      expect(found.map(({ row }) => row)).toEqual(list.map((_, index) => index + 1))
    }), { numRuns: 300 })
  })

  it('goes on after an element that is broken, and says where it begins', async () => {
    const found = await all(jsonElements(cut('[\n {"a": 1},\n {"a": oops},\n {"b": "]},{"}\n]', 3)))
    expect(found.map(({ row, line, value }) => [row, line, value])).toEqual([[1, 2, { a: 1 }], [2, 3, undefined], [3, 4, { b: ']},{' }]])
    expect(found[1]?.fault).toContain('is no JSON')
  })

  it('keeps what came before the file was cut off', async () => {
    const found = await all(jsonElements(cut('{"personas": [{"a": 1}, {"a": ', 4)))
    expect(found.map(({ value }) => value)).toEqual([{ a: 1 }, undefined, undefined])
    expect(found[1]?.fault).toContain('is cut off')
    expect(found[2]?.fault).toContain('the file ends before the list is closed')
  })
})

describe('jsonLines', () => {
  it('takes a line at a time', async () => {
    const found = await all(jsonLines(cut('{"a":1}\r\n\n{"a":2\n{"a":3}', 2)))
    expect(found.map(({ row, line, value }) => [row, line, value])).toEqual([[1, 1, { a: 1 }], [2, 3, undefined], [3, 4, { a: 3 }]])
  })
})
