import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePythonList, PythonListError, type PythonItem } from './python-list.ts'

/** As Python's `repr` writes a string: single quotes unless it holds one and no double. */
function repr(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'"
  const body = [...text].map((letter) => {
    if (letter === '\\' || letter === quote) return `\\${letter}`
    if (letter === '\n') return '\\n'
    if (letter === '\r') return '\\r'
    if (letter === '\t') return '\\t'
    const code = letter.codePointAt(0) as number
    if (code < 32 || (code >= 0x7f && code < 0xa1)) return `\\x${code.toString(16).padStart(2, '0')}`
    if (code > 0xffff) return `\\U${code.toString(16).padStart(8, '0')}`
    return letter
  }).join('')
  return `${quote}${body}${quote}`
}

function python(items: readonly PythonItem[], space: string): string {
  return `[${items.map((item) => (typeof item === 'string' ? repr(item) : String(item))).join(`,${space}`)}${space}]`
}

const hard = fc.array(fc.constantFrom('a', "'", '"', '\\', '\n', '\t', '\0', ',', '[', ']', 'é', '日', '🙂', '#', ' ', 'n', 'x41'), { maxLength: 20 }).map((letters) => letters.join(''))
const number = fc.oneof(fc.integer(), fc.bigInt({ min: 2n ** 53n, max: 2n ** 80n }), fc.double({ noNaN: true, noDefaultInfinity: true }).filter((each) => !Object.is(each, -0) && (!Number.isInteger(each) || Number.isSafeInteger(each))))
const item: fc.Arbitrary<PythonItem> = fc.oneof(hard, fc.string({ unit: 'binary' }).map((text) => text.toWellFormed()), number)

function faultOf(text: string): string {
  try {
    return JSON.stringify(parsePythonList(text))
  } catch (error) {
    if (error instanceof PythonListError) return error.message
    throw error
  }
}

describe('parsePythonList', () => {
  it('gives back what Python wrote', () => {
    fc.assert(fc.property(fc.array(item, { maxLength: 8 }), fc.constantFrom('', ' ', '\n  '), (items, space) => {
      expect(parsePythonList(python(items, space))).toEqual(items)
    }), { numRuns: 1000 })
  })

  it('reads or says where not, whatever it is given', () => {
    fc.assert(fc.property(fc.oneof(hard, fc.array(item).map((items) => python(items, ' '))), fc.nat(40), (text, cut) => {
      const broken = `[${text.slice(0, cut)}`
      try {
        parsePythonList(broken)
      } catch (error) {
        expect(error).toBeInstanceOf(PythonListError)
        expect((error as PythonListError).at).toBeLessThanOrEqual(broken.length)
      }
    }), { numRuns: 1000 })
  })

  it('reads what OASIS writes', () => {
    expect(parsePythonList('[32]')).toEqual([32])
    expect(parsePythonList('[]')).toEqual([])
    expect(parsePythonList(' [ 1, -2.5, 1e3, 1_000, ] ')).toEqual([1, -2.5, 1000, 1000])
    expect(parsePythonList(`["It's late", 'He said "no"', 'it\\'s', "\\u2026", '\\x41\\101', 'a\\qb']`)).toEqual(["It's late", 'He said "no"', "it's", '…', 'AA', 'a\\qb'])
    expect(parsePythonList('[12345678901234567890]')).toEqual([12345678901234567890n])
  })

  it('says at which character it went wrong', () => {
    expect(faultOf('')).toBe('expected a list beginning with "[" at character 1')
    expect(faultOf('(1, 2)')).toBe('expected a list beginning with "[" at character 1')
    expect(faultOf('[1, 2')).toBe('the list is not closed at character 6')
    expect(faultOf('[1 2]')).toBe('expected "," or "]", found "2]" at character 4')
    expect(faultOf("['a' 'b']")).toBe('expected "," or "]", found "\'b\']" at character 6')
    expect(faultOf('[1,,2]')).toBe('expected a string or a number, found ",2]" at character 4')
    expect(faultOf("['it's']")).toBe('expected "," or "]", found "s\']" at character 6')
    expect(faultOf("['open]")).toBe("the string opened with ' is not closed at character 2")
    expect(faultOf("['a\nb']")).toBe('a line ends inside the string opened at character 2 at character 4')
    expect(faultOf("['\\x4']")).toBe('\\x needs 2 hexadecimal digits of a character at character 3')
    expect(faultOf("['\\U00110000']")).toBe('\\U needs 8 hexadecimal digits of a character at character 3')
    expect(faultOf('[[1]]')).toBe('expected a string or a number, found "[1]]" at character 2')
    expect(faultOf('[None]')).toBe('expected a string or a number, found "None]" at character 2')
    expect(faultOf('[__import__("os")]')).toContain('expected a string or a number')
    expect(faultOf('[1] + [2]')).toBe('nothing may follow the list, found "+ [2]" at character 5')
    expect(faultOf("['''a''']")).toBe('strings in three quotes are not read at character 2')
  })
})
