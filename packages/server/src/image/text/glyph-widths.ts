/**
 * How wide words are in Figtree, read from the font files themselves (`cmap` format 4 and `hmtx` of the OpenType
 * specification), so that a caption breaks where the rasteriser will draw it. Kerning is left out: it moves a line's end by
 * under a percent, and the margins bear that.
 */
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { assert } from '../../base/errors.ts'

export type Weight = 400 | 600

export const TEXT_FONT_FILES: Readonly<Record<Weight, string>> = {
  400: fileURLToPath(import.meta.resolve('@expo-google-fonts/figtree/400Regular/Figtree_400Regular.ttf')),
  600: fileURLToPath(import.meta.resolve('@expo-google-fonts/figtree/600SemiBold/Figtree_600SemiBold.ttf')),
}

/** Letters that Figtree lacks come from another font: full width beyond the alphabets, a middling width within. */
const WIDE_FROM = 0x2e80
const WIDE_EM = 1
const OTHER_EM = 0.62

const widths = new Map<Weight, ReadonlyMap<number, number>>()

/** In pixels at this size. */
export function textWidth(text: string, sizePx: number, weight: Weight): number {
  const ems = emsOf(weight)
  let width = 0
  for (const letter of text) {
    const code = letter.codePointAt(0) as number
    width += ems.get(code) ?? (code >= WIDE_FROM ? WIDE_EM : OTHER_EM)
  }
  return width * sizePx
}

/** Width in em by code point. */
function emsOf(weight: Weight): ReadonlyMap<number, number> {
  let known = widths.get(weight)
  if (known === undefined) {
    known = readWidths(readFileSync(TEXT_FONT_FILES[weight]))
    widths.set(weight, known)
  }
  return known
}

function readWidths(font: Buffer): ReadonlyMap<number, number> {
  const tables = new Map<string, number>()
  for (let i = 0; i < font.readUInt16BE(4); i++) {
    const at = 12 + 16 * i
    tables.set(font.toString('latin1', at, at + 4), font.readUInt32BE(at + 8))
  }
  const table = (name: string): number => {
    const at = tables.get(name)
    assert(at !== undefined, `the font has a table ${name}`)
    return at
  }
  const unitsPerEm = font.readUInt16BE(table('head') + 18)
  const measured = font.readUInt16BE(table('hhea') + 34)
  const hmtx = table('hmtx')
  // Beyond the measured glyphs all are as wide as the last.
  const advance = (glyph: number): number => font.readUInt16BE(hmtx + 4 * Math.min(glyph, measured - 1)) / unitsPerEm
  const found = new Map<number, number>()
  forEachGlyph(font, table('cmap'), (code, glyph) => found.set(code, advance(glyph)))
  return found
}

function forEachGlyph(font: Buffer, cmap: number, tell: (code: number, glyph: number) => void): void {
  const encodings = Array.from({ length: font.readUInt16BE(cmap + 2) }, (_, i) => cmap + font.readUInt32BE(cmap + 8 + 8 * i))
  const at = encodings.find((offset) => font.readUInt16BE(offset) === 4)
  assert(at !== undefined, 'the font has a character map of format 4')
  const segments = font.readUInt16BE(at + 6) / 2
  const [ends, starts, deltas, ranges] = [at + 14, at + 16 + 2 * segments, at + 16 + 4 * segments, at + 16 + 6 * segments]
  for (let i = 0; i < segments; i++) {
    const [end, start, delta, range] = [ends, starts, deltas, ranges].map((list) => font.readUInt16BE(list + 2 * i)) as [number, number, number, number]
    for (let code = start; code <= end && code !== 0xffff; code++) {
      const listed = range === 0 ? code : font.readUInt16BE(ranges + 2 * i + range + 2 * (code - start))
      const glyph = listed === 0 ? 0 : (listed + delta) & 0xffff
      if (glyph !== 0) tell(code, glyph)
    }
  }
}
