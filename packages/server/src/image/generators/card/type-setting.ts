/**
 * Lines of a few words, as large as a box allows. Widths are those of the four faces' letters, measured once in thousandths of
 * the type's size and rounded up, so that no line runs over; resvg sets the real ones.
 */
import { FACES } from '../font-files.ts'

/** Mean widths of narrow, usual and wide letters, of capitals, and of all others. */
const WIDTHS: Readonly<Record<string, readonly [narrow: number, usual: number, wide: number, capital: number]>> = {
  [FACES.sans]: [0.31, 0.58, 0.98, 0.69], [FACES.round]: [0.32, 0.58, 0.95, 0.66], [FACES.serif]: [0.31, 0.53, 0.94, 0.7], [FACES.mono]: [0.612, 0.612, 0.612, 0.612],
}

export function widthOf(words: string, face: string): number {
  const [narrow, usual, wide, capital] = WIDTHS[face] ?? [0.33, 0.6, 0.9, 0.7]
  let sum = 0
  for (const letter of words) sum += /[iljtfrI1.,:;'’!| ]/.test(letter) ? narrow : /[mwMW@%—]/.test(letter) ? wide : /[A-Z0-9&?]/.test(letter) ? capital : usual
  return sum
}

export interface Setting {
  readonly lines: readonly string[]
  readonly size: number
}

/** The breaks and the size that fill a box best; `leading` in sizes. */
export function fitted(words: string, face: string, box: { readonly width: number; readonly height: number }, { leading = 1.05, most = 400, linesMost = 6 } = {}): Setting {
  const parts = words.split(/\s+/).filter((part) => part !== '')
  let best: Setting = { lines: [words], size: 0 }
  for (let count = 1; count <= Math.min(linesMost, parts.length); count++) {
    const lines = broken(parts, count, face)
    const widest = Math.max(...lines.map((one) => widthOf(one, face)))
    const size = Math.min(most, box.width / widest, box.height / (lines.length * leading))
    if (size > best.size * 1.04) best = { lines, size }
  }
  return best
}

/** Into `count` lines, the widest as narrow as can be: the bound is searched by halves. */
function broken(parts: readonly string[], count: number, face: string): string[] {
  const fill = (bound: number) => {
    const lines: string[] = []
    for (const part of parts) {
      const last = lines.at(-1)
      if (last !== undefined && widthOf(`${last} ${part}`, face) <= bound) lines[lines.length - 1] = `${last} ${part}`
      else lines.push(part)
    }
    return lines
  }
  let [low, high] = [Math.max(...parts.map((part) => widthOf(part, face))), widthOf(parts.join(' '), face)]
  for (let step = 0; step < 18; step++) {
    const middle = (low + high) / 2
    if (fill(middle).length <= count) high = middle
    else low = middle
  }
  return fill(high)
}
