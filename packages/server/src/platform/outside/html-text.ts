/**
 * HTML that somebody outside wrote, as plain text. Read from left to right once, in time that grows with its length alone; what is decoded is
 * not decoded again, so that words about tags stay words. What comes out is data (SPEC B5), bounded by `plainText`.
 */
import { plainText } from './plain-text.ts'

/** Longer than the words of any post with all its links; the rest is not read. */
const HTML_LONGEST = 40_000
const TAG = /^\/?([a-z][a-z0-9]{0,20})/i
const BREAKS: Readonly<Record<string, string>> = { 'br': '\n', '/p': '\n\n', '/li': '\n', '/blockquote': '\n\n', '/div': '\n', '/h1': '\n\n', '/h2': '\n\n', '/h3': '\n\n' }
/** What stands between these is no text. */
const SILENT = new Set(['script', 'style', 'template', 'iframe'])
const NAMED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: '\'', nbsp: ' ' }
const ENTITY = /&(?:#(\d{1,7})|#[xX]([0-9a-fA-F]{1,6})|([a-zA-Z]{2,6}));/g

export function htmlText(html: string, longest: number): string {
  const source = html.slice(0, HTML_LONGEST)
  let text = ''
  let at = 0
  while (at < source.length && text.length < longest * 4) {
    const open = source.indexOf('<', at)
    text += decoded(source.slice(at, open === -1 ? source.length : open))
    if (open === -1) break
    const name = TAG.exec(source.slice(open + 1, open + 24))
    if (name === null && source[open + 1] !== '!' && source[open + 1] !== '?') {
      text += '<'
      at = open + 1
      continue
    }
    const tag = (name?.[0] ?? '').toLowerCase()
    text += BREAKS[tag] ?? ''
    at = tagEnd(source, open)
    if (SILENT.has(tag)) at = afterClosing(source, at, tag)
  }
  return plainText(text.replace(/[ \t]+\n/g, '\n').replace(/\n{3,}/g, '\n\n'), longest)
}

/** After the tag's bracket, not one that stands in an attribute; the end of the text where it never closes. */
function tagEnd(source: string, open: number): number {
  let quote: string | null = null
  for (let at = open + 1; at < source.length; at++) {
    const char = source[at] as string
    if (quote !== null) quote = char === quote ? null : quote
    else if (char === '"' || char === '\'') quote = char
    else if (char === '>') return at + 1
  }
  return source.length
}

function afterClosing(source: string, from: number, tag: string): number {
  const close = source.toLowerCase().indexOf(`</${tag}`, from)
  return close === -1 ? source.length : tagEnd(source, close)
}

function decoded(text: string): string {
  return text.replace(ENTITY, (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
    if (name !== undefined) return NAMED[name] ?? whole
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    return code > 0 && code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff) ? String.fromCodePoint(code) : ''
  })
}
