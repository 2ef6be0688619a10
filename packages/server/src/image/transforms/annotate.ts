/**
 * Labels with leader lines. Each label goes to the side its point is nearer to; on a side they stand in the order of their
 * points and are pushed apart until none lies on another, so that no two lines cross.
 */
import type { TransformParams } from '@troupe/contract/image'
import { textWidth } from '../text/glyph-widths.ts'
import { escaped, linesOf } from '../text/lines.ts'
import { drawnOver, round, textLines } from './overlay.ts'
import { alsoShowing, type Transform } from './transform.ts'

type Note = TransformParams['annotate']['notes'][number]

const SIZE_SHARE = 0.026
const SIZE_LEAST_PX = 10
const LEADING = 1.22
/** Of the picture's width. */
const LABEL_SHARE = 0.3

interface Label {
  readonly note: Note
  readonly lines: readonly string[]
  readonly width: number
  readonly height: number
  /** Middle. */
  y: number
}

export const annotate: Transform<'annotate'> = {
  async apply(picture, { notes }) {
    const { width, height } = picture
    const sizePx = Math.max(SIZE_LEAST_PX, Math.min(width, height) * SIZE_SHARE)
    const left = (note: Note): boolean => note.x < 0.5
    const sides = [notes.filter(left), notes.filter((note) => !left(note))].map((side) => placed(side, width, height, sizePx))
    const layers = sides.flatMap((labels, side) => labels.map((label) => drawn(label, side === 0, width, height, sizePx)))
    // A point that another label's card lies on is still seen, and no line runs through words.
    return drawnOver(picture, (['card', 'line', 'dot', 'text'] as const).map((layer) => layers.map((label) => label[layer]).join('')).join(''))
  },
  describe: (before, { notes }) => alsoShowing(before, `Labelled: ${notes.map(({ text }) => text).join('; ')}.`, notes.map(({ text }) => text)),
}

function placed(notes: readonly Note[], width: number, height: number, sizePx: number): Label[] {
  const padding = sizePx * 0.5
  const gap = sizePx * 0.4
  const make = (linesMost: number): Label[] => notes.map((note) => {
    const style = { sizePx, weight: 600 } as const
    const lines = linesOf(note.text, style, width * LABEL_SHARE - 2 * padding, linesMost)
    const widest = Math.max(...lines.map((line) => textWidth(line, sizePx, 600)))
    return { note, lines: lines.map(escaped), width: widest + 2 * padding, height: lines.length * sizePx * LEADING + padding * 1.2, y: note.y * height }
  }).sort((a, b) => a.y - b.y)
  const needed = (labels: readonly Label[]): number => labels.reduce((sum, label) => sum + label.height + gap, gap)
  let labels = make(3)
  if (needed(labels) > height) labels = make(1)
  // Down from the top, each below the one before; then up from the bottom.
  let edge = gap
  for (const label of labels) {
    label.y = Math.max(label.y, edge + label.height / 2)
    edge = label.y + label.height / 2 + gap
  }
  edge = height - gap
  for (const label of [...labels].reverse()) {
    label.y = Math.min(label.y, edge - label.height / 2)
    edge = label.y - label.height / 2 - gap
  }
  return labels
}

function drawn({ note, lines, width: wide, height: high, y }: Label, onLeft: boolean, width: number, height: number, sizePx: number): Record<'card' | 'line' | 'dot' | 'text', string> {
  const margin = sizePx * 0.8
  const x = onLeft ? margin : width - margin - wide
  const [pointX, pointY] = [note.x * width, note.y * height]
  const edgeX = onLeft ? x + wide : x
  const elbowX = edgeX + (onLeft ? 1 : -1) * sizePx * 0.9
  const elbow = (pointX - elbowX) * (elbowX - edgeX) > 0 ? `L${round(elbowX)} ${round(y)} ` : ''
  const path = `M${round(edgeX)} ${round(y)} ${elbow}L${round(pointX)} ${round(pointY)}`
  const line = (stroke: string, share: number): string => `<path d="${path}" fill="none" stroke="${stroke}" stroke-width="${round(Math.max(1, sizePx * share))}" stroke-linejoin="round"/>`
  const dot = `<circle cx="${round(pointX)}" cy="${round(pointY)}" r="${round(sizePx * 0.3)}" fill="#fff" stroke="#15161a" stroke-width="${round(Math.max(1, sizePx * 0.12))}"/>`
  const card = `<rect x="${round(x)}" y="${round(y - high / 2)}" width="${round(wide)}" height="${round(high)}" rx="${round(sizePx * 0.35)}" fill="#15161a" fill-opacity="0.86"/>`
  const text = textLines(lines, { x: x + sizePx * 0.5, y: y - high / 2 + sizePx * 0.3 + sizePx, sizePx, leading: LEADING, attributes: 'font-weight="600" fill="#fff"' })
  return { card, line: line('#15161a', 0.2) + line('#fff', 0.08), dot, text }
}
