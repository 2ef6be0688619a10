/** What differs between two texts, word by word: runs of words that stay, go or come, in the order of reading. */
export interface Stretch {
  readonly text: string
  readonly change: 'same' | 'gone' | 'new'
}

/** Beyond that many words on both sides the comparison is one of the whole: a table of words squared has a bound. */
const WORDS_MOST = 600

export function wordDiff(before: string, after: string): { before: Stretch[]; after: Stretch[] } {
  const old = wordsOf(before)
  const fresh = wordsOf(after)
  if (old.length > WORDS_MOST || fresh.length > WORDS_MOST) return { before: [{ text: before, change: 'gone' }], after: [{ text: after, change: 'new' }] }
  const { kept: keptOld, other: keptNew } = longestCommon(old, fresh)
  return { before: stretches(old, keptOld, 'gone'), after: stretches(fresh, keptNew, 'new') }
}

/** Entries that come and go, those that stay first: for lists whose order says nothing. */
export function listDiff(before: readonly string[], after: readonly string[]): { gone: string[]; same: string[]; fresh: string[] } {
  return { gone: before.filter((entry) => !after.includes(entry)), same: before.filter((entry) => after.includes(entry)), fresh: after.filter((entry) => !before.includes(entry)) }
}

/** Each with the white space after it, so that joining them gives the text. */
function wordsOf(text: string): string[] {
  return text.match(/\S+\s*/g) ?? []
}

function longestCommon(old: readonly string[], fresh: readonly string[]): { kept: Set<number>; other: Set<number> } {
  const bare = (word: string): string => word.trimEnd()
  const width = fresh.length + 1
  const lengths = new Uint16Array((old.length + 1) * width)
  for (let i = old.length - 1; i >= 0; i--) {
    for (let j = fresh.length - 1; j >= 0; j--) {
      lengths[i * width + j] = bare(old[i]!) === bare(fresh[j]!)
        ? lengths[(i + 1) * width + j + 1]! + 1
        : Math.max(lengths[(i + 1) * width + j]!, lengths[i * width + j + 1]!)
    }
  }
  const kept = new Set<number>()
  const other = new Set<number>()
  for (let i = 0, j = 0; i < old.length && j < fresh.length;) {
    if (bare(old[i]!) === bare(fresh[j]!)) {
      kept.add(i++)
      other.add(j++)
    } else if (lengths[(i + 1) * width + j]! >= lengths[i * width + j + 1]!) i++
    else j++
  }
  return { kept, other }
}

function stretches(words: readonly string[], kept: ReadonlySet<number>, change: 'gone' | 'new'): Stretch[] {
  const found: { text: string; change: Stretch['change'] }[] = []
  for (const [place, word] of words.entries()) {
    const now = kept.has(place) ? 'same' : change
    const last = found.at(-1)
    if (last?.change === now) last.text += word
    else found.push({ text: word, change: now })
  }
  return found
}
