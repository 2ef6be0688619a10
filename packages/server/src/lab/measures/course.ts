/** How a divide went through the run: the follows as they stood at the end of each stretch, and what was shown during it. */
import type { Camps } from './camps.ts'
import { acrossShare, Tally } from './mixing.ts'
import type { WorldRecord } from './world-record.ts'

export interface CourseWindow {
  /** Epoch milliseconds. The first window is the beginning itself, without length. */
  readonly toMs: number
  /** E–I index of the follows there were at its end. */
  readonly follows: number | null
  /** Of the posts shown during it, the share by another camp. */
  readonly shownAcross: number | null
}

const WINDOWS = 24

export function courseOf({ fromMs, toMs, posts, ties, shown }: WorldRecord, { labels, names }: Camps): readonly CourseWindow[] {
  if (ties === undefined && shown === undefined) return []
  const standing = new Tally(labels, names.length)
  const windows: CourseWindow[] = []
  let [tie, look] = [0, 0]
  for (let window = 0; window <= WINDOWS; window++) {
    const endMs = fromMs + (toMs - fromMs) * window / WINDOWS
    const seen = new Tally(labels, names.length)
    for (; ties !== undefined && tie < ties.count && (ties.atMs[tie] as number) <= endMs; tie++) {
      standing.add(ties.from[tie] as number, ties.to[tie] as number, ties.drawn[tie] === 1 ? 1 : -1)
    }
    for (; shown !== undefined && look < shown.count && (shown.atMs[look] as number) <= endMs; look++) {
      seen.add(shown.member[look] as number, posts.author[shown.post[look] as number] as number)
    }
    windows.push({ toMs: endMs, follows: ties === undefined ? null : standing.mixing('follows').eiIndex, shownAcross: acrossShare(seen.mixing('posts shown')) })
  }
  return windows
}
