import { describe, expect, test } from 'vitest'
import { hashtagsIn, mentionsIn } from './post-text.ts'

describe('hashtags', () => {
  test.each<[string, string[]]>([
    ['#Bread and #bread', ['bread']], ['(#fog), #go_ose!', ['fog', 'go_ose']], ['#Straße #日本 #été', ['straße', '日本', 'été']],
    ['#1 #2026 #24h', ['24h']], ['a#b &#39; /#x ##y', []], ['#x', []], [`#${'y'.repeat(51)}`, ['y'.repeat(50)]],
    [Array.from({ length: 20 }, (_, n) => `#tag${n}`).join(' '), Array.from({ length: 10 }, (_, n) => `tag${n}`)],
  ])('in %j', (text, tags) => {
    expect(hashtagsIn(text)).toEqual(tags)
  })
})

describe('mentions', () => {
  test.each<[string, string[]]>([
    ['@mara, are you there, @Mara?', ['Mara']], ['mail me@example.com or x@y', []], ['(@bob) .@cyd /@dan', ['bob']], ['@ab @abc', ['abc']],
    [Array.from({ length: 20 }, (_, n) => `@name${n}`).join(' '), Array.from({ length: 10 }, (_, n) => `name${n}`)],
  ])('in %j', (text, names) => {
    expect(mentionsIn(text)).toEqual(names)
  })
})
