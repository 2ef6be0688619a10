/** "Did you mean": the known word nearest to a mistyped one. */

/** The nearest word within a third of its length in edits; null when nothing is near enough to be what was meant. */
export function nearest(word: string, known: readonly string[]): string | null {
  const lower = word.toLowerCase()
  let best: string | null = null
  let bestEdits = Math.max(1, Math.floor(word.length / 3)) + 1
  for (const candidate of known) {
    const edits = distance(lower, candidate.toLowerCase())
    if (edits < bestEdits) [best, bestEdits] = [candidate, edits]
  }
  return best
}

/** ` - did you mean "rhythm"?`, or nothing. */
export function didYouMean(word: string, known: readonly string[]): string {
  const meant = nearest(word, known)
  return meant === null ? '' : ` - did you mean "${meant}"?`
}

/** Edits from one word to another; two letters swapped are one edit (optimal string alignment). */
function distance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1]
      let edits = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + (same ? 0 : 1))
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) edits = Math.min(edits, beforeLast[j - 2]! + 1)
      row.push(edits)
    }
    ;[beforeLast, last] = [last, row]
  }
  return last[b.length]!
}
