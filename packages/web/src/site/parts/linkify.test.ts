import { describe, expect, it } from 'vitest'
import { excerpt, linkify } from './linkify.ts'

const links = (text: string) => linkify(text).filter((run) => run.kind !== 'plain').map((run) => run.text)

describe('linkify', () => {
  it('finds hashtags and mentions and loses nothing between', () => {
    const text = '@brenda_votes says #verge, twice. #verge! (@zed_42)'
    expect(links(text)).toEqual(['@brenda_votes', '#verge', '#verge', '@zed_42'])
    expect(linkify(text).map((run) => run.text).join('')).toBe(text)
  })

  it('takes letters of any script, and no bare number', () => {
    expect(links('#Straßenbahn #東京 #1 #2nd')).toEqual(['#Straßenbahn', '#東京', '#2nd'])
  })

  it('leaves addresses, mail and paths as plain text', () => {
    expect(links('write to a@example.com or see https://example.com/#top and x/@someone')).toEqual([])
  })

  it('takes no mention that is too short or too long', () => {
    expect(links(`@ab @${'x'.repeat(31)}`)).toEqual([])
  })
})

describe('excerpt', () => {
  it('cuts between words', () => {
    expect(excerpt('one two three four five six', 12)).toEqual({ text: 'one two', cut: true })
  })

  it('spares a cut that would hide a few words only', () => {
    expect(excerpt('one two three', 12)).toEqual({ text: 'one two three', cut: false })
  })
})
