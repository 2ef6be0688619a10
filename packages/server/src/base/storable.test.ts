import { describe, expect, test } from 'vitest'
import { storable } from './storable.ts'

describe('what can be kept', () => {
  test('stays the very same value', () => {
    const value = { text: 'Grüße 🦢 \n', list: [1, null, { deep: true }] }
    expect(storable(value)).toBe(value)
  })

  test('NUL is left out and half surrogate pairs are replaced, in keys too', () => {
    expect(storable({ 'a\0': ['b\0c', 'half \ud83e'], fine: 1 })).toEqual({ a: ['bc', 'half \ufffd'], fine: 1 })
  })

  test('nesting without end is cut before it overflows a stack', () => {
    let value: unknown = 'core'
    for (let depth = 0; depth < 100_000; depth++) value = [value]
    expect(JSON.stringify(storable(value))).toMatch(/^\[{24}"…"\]{24}$/)
  })

  test('a key that names the prototype stays a key', () => {
    const kept = storable(JSON.parse('{"__proto__": {"polluted": "\\u0000"}}')) as object
    expect(Object.keys(kept)).toEqual(['__proto__'])
    expect(Object.getPrototypeOf(kept)).toBe(Object.prototype)
  })
})
