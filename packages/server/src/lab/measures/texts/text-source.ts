/** What members wrote, posts and comments as one list: the sample that the measures of text read. Reposts carry no words of their own. */
import type { Random } from '../../../base/random.ts'
import { sampleOf } from '../sample.ts'
import { POST_KINDS, type WorldRecord } from '../world-record.ts'

export interface TextSource {
  readonly count: number
  atMs(index: number): number
  author(index: number): number
  text(index: number): string
}

const REPOST = POST_KINDS.indexOf('repost')

/** Hidden and deleted texts are left out. */
export function textsOf({ posts, comments }: WorldRecord): TextSource {
  const rows = new Float64Array(posts.count + comments.count)
  let count = 0
  for (let i = 0; i < posts.count; i++) if (posts.kind[i] !== REPOST && posts.gone[i] === 0) rows[count++] = i
  const written = count
  for (let i = 0; i < comments.count; i++) if (comments.gone[i] === 0) rows[count++] = i
  return {
    count,
    atMs: (index) => (index < written ? posts : comments).createdMs[rows[index] as number] as number,
    author: (index) => (index < written ? posts : comments).author[rows[index] as number] as number,
    text: (index) => (index < written ? posts : comments).text(rows[index] as number),
  }
}

/** Texts in equal stretches of the run, each with a seeded sample of its own. */
export interface TextWindow {
  readonly fromMs: number
  readonly toMs: number
  readonly of: number
  readonly texts: readonly string[]
}

export function windowsOf(source: TextSource, fromMs: number, toMs: number, windows: number, most: number, random: Random): TextWindow[] {
  const lengthMs = Math.max(1, (toMs - fromMs) / windows)
  const windowOf = (index: number): number => Math.min(windows - 1, Math.max(0, Math.floor((source.atMs(index) - fromMs) / lengthMs)))
  const sizes = new Uint32Array(windows)
  for (let i = 0; i < source.count; i++) sizes[windowOf(i)] = (sizes[windowOf(i)] as number) + 1
  const wanted = Array.from(sizes, (size, window) => sampleOf(size, most, random.fork(`window ${window}`)))
  const seen = new Uint32Array(windows)
  const at = new Uint32Array(windows)
  const texts: string[][] = Array.from({ length: windows }, () => [])
  for (let i = 0; i < source.count; i++) {
    const window = windowOf(i)
    const place = seen[window] as number
    seen[window] = place + 1
    if ((wanted[window] as Int32Array)[at[window] as number] !== place) continue
    at[window] = (at[window] as number) + 1
    ;(texts[window] as string[]).push(source.text(i))
  }
  return texts.map((list, window) => ({
    fromMs: fromMs + window * lengthMs,
    toMs: window === windows - 1 ? toMs : fromMs + (window + 1) * lengthMs,
    of: sizes[window] as number,
    texts: list,
  }))
}
