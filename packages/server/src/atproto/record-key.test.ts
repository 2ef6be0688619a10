import { describe, expect, test } from 'vitest'
import { keyMs, keyOfAct, keyOfMark } from './record-key.ts'

const AT_MS = Date.parse('2026-11-21T12:00:00Z')

describe('the key of an act', () => {
  test('is a TID of its moment, the same each time', () => {
    const key = keyOfAct({ id: 'an-act', intendedMs: AT_MS })
    expect(key).toMatch(/^[2-7a-j][2-7a-z]{12}$/)
    expect(key).toBe(keyOfAct({ id: 'an-act', intendedMs: AT_MS }))
    expect(keyMs(key)).toBe(AT_MS)
  })

  test('sorts by time', () => {
    const keys = [0, 1, 999, 60_000, 86_400_000].map((later) => keyOfAct({ id: String(later), intendedMs: AT_MS + later }))
    expect([...keys].sort()).toEqual(keys)
  })

  test('is another one for another act of the same moment', () => {
    const keys = new Set(Array.from({ length: 200 }, (_, i) => keyOfAct({ id: `act-${i}`, intendedMs: AT_MS })))
    expect(keys.size).toBe(200)
  })
})

describe('the key of a mark', () => {
  const subject = `at://did:plc:aaaa/app.bsky.feed.post/${keyOfAct({ id: 'a-post', intendedMs: AT_MS })}`

  test('is that of its subject, of about the same time', () => {
    expect(keyOfMark(subject)).toBe(keyOfMark(subject))
    expect(Math.abs((keyMs(keyOfMark(subject)) ?? 0) - AT_MS)).toBeLessThan(1_000)
  })

  test('is another one for posts by others at the same moment', () => {
    const keys = new Set(Array.from({ length: 2_000 }, (_, i) => keyOfMark(subject.replace('aaaa', `a${i}`))))
    expect(keys.size).toBe(2_000)
  })

  test('of somebody lies in the past', () => {
    const ms = keyMs(keyOfMark('did:plc:ewvi7nxzyoun6zhxrhs64oiz')) ?? 0
    expect(new Date(ms).getUTCFullYear()).toBe(2024)
  })
})

test('what is no TID has no time', () => {
  for (const key of ['self', '', '2222222222222x', 'zzzzzzzzzzzzz', '0000000000000']) expect(keyMs(key)).toBeNull()
})
