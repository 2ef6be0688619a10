import { describe, expect, it } from 'vitest'
import { rasterised } from '../rasterise.ts'
import { pixelAt } from '../testing/pictures.ts'
import { textWidth } from './glyph-widths.ts'
import { escaped, linesOf, oneLine } from './lines.ts'

const STYLE = { sizePx: 30, weight: 600 } as const

describe('lines', () => {
  it('break between words where the width ends', () => {
    const lines = linesOf('The quick brown fox jumps over the lazy dog', STYLE, 300, 9)
    expect(lines).toEqual(['The quick brown fox', 'jumps over the lazy', 'dog'])
    for (const line of lines) expect(textWidth(line, 30, 600)).toBeLessThanOrEqual(300)
  })

  it('break a word that is wider than a line, and end with an ellipsis where there are too many', () => {
    expect(linesOf('Donaudampfschifffahrtsgesellschaft', STYLE, 200, 9).join('')).toBe('Donaudampfschifffahrtsgesellschaft')
    expect(linesOf('one two three four five six seven eight nine ten', STYLE, 120, 2).at(-1)).toMatch(/…$/)
    expect(oneLine('one two three', STYLE, 1_000)).toBe('one two three')
    expect(linesOf(' \n\t ', STYLE, 100, 3)).toEqual([])
  })

  it('hold no mark-up and nothing unseen', () => {
    expect(escaped('<a href="x">&\u0000\u202e\ud800b</a>')).toBe('&lt;a href=&quot;x&quot;&gt;&amp;b&lt;/a&gt;')
  })
})

describe('the rasteriser', () => {
  const svg = (marks: string): { width: number; height: number; svg: string } => ({ width: 400, height: 60, svg: `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="60">${marks}</svg>` })

  it('draws a text as wide as it was reckoned, give or take its kerning', () => {
    const text = 'The quick brown fox'
    const { data } = rasterised(svg(`<text y="40" font-size="30" font-weight="600">${text}</text>`))
    let right = 0
    for (let at = 3; at < data.length; at += 4) if ((data[at] as number) > 0) right = Math.max(right, ((at - 3) / 4) % 400)
    expect(Math.abs(right - textWidth(text, 30, 600))).toBeLessThan(6)
  })

  it('gives colours as they are, not multiplied by their opacity', () => {
    expect(pixelAt(rasterised(svg('<rect width="400" height="60" fill="#ff8000" fill-opacity="0.5"/>')), 5, 5)).toEqual([255, 128, 0, 128])
  })

  it.each([
    '<image href="/etc/hostname"/>', '<image xlink:href="file:///etc/hostname"/>', '<svg:image href="http://127.0.0.1/"/>', '<filter><feImage href="x.png"/></filter>',
    '<!DOCTYPE svg [<!ENTITY a "aaaa">]>', '<style>@import url(x.css)</style>', '<image href="data:image/svg+xml;base64,AA"/>',
  ])('refuses a drawing that reaches out: %s', (marks) => {
    expect(() => rasterised(svg(marks))).toThrow('holds all that it shows')
  })

  it('refuses a drawing that lies about its size', () => {
    expect(() => rasterised({ ...svg(''), height: 90 })).toThrow('says it were')
  })
})
