/** Words broken into lines that fit a width, cut with an ellipsis where there are too many; and what of a text may be drawn. */
import { withoutControls } from '../../llm/clean-text.ts'
import { textWidth, type Weight } from './glyph-widths.ts'

export interface TextStyle {
  readonly sizePx: number
  readonly weight: Weight
}

/** A word that is wider than a line by itself is broken within. */
export function linesOf(text: string, style: TextStyle, widthPx: number, linesMost: number): string[] {
  const fits = (line: string): boolean => textWidth(line, style.sizePx, style.weight) <= widthPx
  const lines: string[] = []
  let line = ''
  for (const word of drawable(text).split(' ').flatMap((whole) => piecesOf(whole, fits))) {
    const longer = line === '' ? word : `${line} ${word}`
    if (fits(longer)) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    line = word
  }
  if (line !== '') lines.push(line)
  if (lines.length <= linesMost) return lines
  const kept = lines.slice(0, linesMost)
  kept[linesMost - 1] = shortened(kept[linesMost - 1] as string, fits)
  return kept
}

/** One line of it, with an ellipsis where it is cut. */
export function oneLine(text: string, style: TextStyle, widthPx: number): string {
  return linesOf(text, style, widthPx, 1)[0] ?? ''
}

function piecesOf(word: string, fits: (line: string) => boolean): string[] {
  if (fits(word)) return [word]
  const pieces: string[] = []
  let piece = ''
  for (const letter of word) {
    if (piece !== '' && !fits(piece + letter)) {
      pieces.push(piece)
      piece = ''
    }
    piece += letter
  }
  return piece === '' ? pieces : [...pieces, piece]
}

function shortened(line: string, fits: (line: string) => boolean): string {
  const letters = [...line]
  while (letters.length > 0 && !fits(`${letters.join('').trimEnd()}…`)) letters.pop()
  return `${letters.join('').trimEnd()}…`
}

/** Without what XML forbids, what turns the direction of lines about, and what is not seen; white space is one space. */
export function drawable(text: string): string {
  return withoutControls(text).replace(/\s+/gu, ' ').trim()
}

export function escaped(text: string): string {
  return drawable(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
