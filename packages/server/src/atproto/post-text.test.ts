import { describe, expect, test } from 'vitest'
import { graphemesOf, postText } from './post-text.ts'

const LABEL = '\n\nAutomated: an AI persona run by Northlight (rehearsal).'

describe('the text of a post', () => {
  test('that fits goes whole', () => {
    expect(postText('  A heron, again. ', LABEL)).toBe(`A heron, again.${LABEL}`)
  })

  test('ends with a sentence where one ends late enough', () => {
    const text = postText(`${'x'.repeat(180)}. ${'y'.repeat(200)}`, LABEL)
    expect(text).toBe(`${'x'.repeat(180)}.${LABEL}`)
  })

  test.each([
    ['families', '👩‍👩‍👧‍👦'], ['flags', '🇮🇸'], ['letters with many marks', `e${'\u0301'.repeat(40)}`], ['words', 'word '],
  ])('%s: never more than 300 characters as people count them, nor 3,000 bytes, and none in parts', (_, part) => {
    const text = postText(part.repeat(1_000), LABEL)
    expect(graphemesOf(text)).toBeLessThanOrEqual(300)
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(3_000)
    const words = text.slice(0, -LABEL.length).replace(/…$/, '')
    expect(part.repeat(1_000).startsWith(words)).toBe(true)
    expect(words.length % part.length === 0 || part === 'word ').toBe(true)
    expect(words.length).toBeGreaterThan(100)
  })

  test('of nothing but controls is none', () => {
    expect(postText(' \u0000\u202e ', LABEL)).toBe('')
  })
})
