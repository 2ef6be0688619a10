/** Text in the cells of a terminal: one a letter, two a Chinese one or an emoji, none a mark that stands on another. */
import { withoutControls } from '../../llm/clean-text.ts'

const GRAPHEMES = new Intl.Segmenter('en', { granularity: 'grapheme' })
const WIDE = /\p{Emoji_Presentation}|\ufe0f|[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u
const PLAIN = /^[\u0020-\u007e]*$/

/** One line without control characters: what people and agents wrote must not steer the terminal it is shown on (SPEC B5). */
export function plainCell(text: string): string {
  return withoutControls(text).replace(/\s+/g, ' ').trim()
}

export function widthOf(text: string): number {
  if (PLAIN.test(text)) return text.length
  let width = 0
  for (const { segment } of GRAPHEMES.segment(text)) width += cellsOf(segment)
  return width
}

/** Exactly so wide: filled up with spaces, or cut off with an ellipsis. */
export function fit(text: string, width: number, side: 'left' | 'right' = 'left'): string {
  if (width <= 0) return ''
  const shown = cut(text, width)
  const gap = ' '.repeat(width - widthOf(shown))
  return side === 'left' ? `${shown}${gap}` : `${gap}${shown}`
}

/** At most so wide. */
export function cut(text: string, width: number): string {
  if (widthOf(text) <= width) return text
  let kept = ''
  let used = 0
  for (const { segment } of GRAPHEMES.segment(text)) {
    const cells = cellsOf(segment)
    if (used + cells > width - 1) break
    kept += segment
    used += cells
  }
  return width <= 0 ? '' : `${kept.trimEnd()}…`
}

function cellsOf(grapheme: string): number {
  if (/^[\p{Mn}\p{Me}\u200d]+$/u.test(grapheme)) return 0
  return WIDE.test(grapheme) ? 2 : 1
}
