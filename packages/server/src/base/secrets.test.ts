import { describe, expect, it } from 'vitest'
import { hashToken, newToken, open, sameSecret, seal, SealBrokenError } from './secrets.ts'

const KEY = Buffer.alloc(32, 1)

describe('a sealed secret', () => {
  it('opens with its key and context, whatever it says', () => {
    for (const plain of ['', 'sk-1234', 'schlüssel 🔑', 'x'.repeat(10_000)]) expect(open(seal(plain, KEY, 'a'), KEY, 'a')).toBe(plain)
  })

  it('shows its version and differs each time', () => {
    expect(seal('x', KEY, 'a')).toMatch(/^v1\.[\w-]+$/)
    expect(seal('x', KEY, 'a')).not.toBe(seal('x', KEY, 'a'))
  })

  it('stays shut to another key and under another context', () => {
    const sealed = seal('x', KEY, 'workspace/1')
    expect(() => open(sealed, Buffer.alloc(32, 2), 'workspace/1')).toThrow(SealBrokenError)
    expect(() => open(sealed, KEY, 'workspace/2')).toThrow(SealBrokenError)
  })

  it('notices every changed byte, a cut and a foreign version', () => {
    const sealed = seal('secret', KEY, 'a')
    const bytes = Buffer.from(sealed.slice(3), 'base64url')
    for (let i = 0; i < bytes.length; i++) {
      const changed = Buffer.from(bytes)
      changed[i] = (changed[i] as number) ^ 1
      expect(() => open(`v1.${changed.toString('base64url')}`, KEY, 'a')).toThrow(SealBrokenError)
    }
    for (const broken of ['', 'v1.', sealed.slice(0, 20), sealed.slice(0, -2), sealed.replace('v1.', 'v2.')]) {
      expect(() => open(broken, KEY, 'a')).toThrow(SealBrokenError)
    }
  })

  it('takes no key of another length', () => {
    expect(() => seal('x', Buffer.alloc(16), 'a')).toThrow(RangeError)
  })
})

describe('a token', () => {
  it('bears its prefix, 256 bits, and is never the same', () => {
    expect(newToken('session')).toMatch(/^session_[\w-]{43}$/)
    expect(new Set(Array.from({ length: 100 }, () => newToken('t'))).size).toBe(100)
  })

  it('is stored as its SHA-256', () => {
    expect(hashToken('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
  })

  it('is compared whole', () => {
    expect([sameSecret('abc', 'abc'), sameSecret('abc', 'abd'), sameSecret('abc', 'ab'), sameSecret('', '')]).toEqual([true, false, false, true])
  })
})
