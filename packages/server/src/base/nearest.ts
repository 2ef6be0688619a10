/** "Did you mean": the known word closest to one that was mistyped. */

/** More than a third of a word changed is another word, not a slip. */
const SLIPS_PER_LETTER = 1 / 3

export function nearest(word: string, known: readonly string[]): string | null {
  let best: string | null = null
  let least = Math.floor(word.length * SLIPS_PER_LETTER) + 1
  for (const candidate of known) {
    const slips = distance(word.toLowerCase(), candidate.toLowerCase())
    if (slips < least) {
      best = candidate
      least = slips
    }
  }
  return best
}

/** Levenshtein distance: the fewest letters to insert, delete or replace. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] as number) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] as number) + 1, (next[j - 1] as number) + 1))
    }
    row = next
  }
  return row[b.length] as number
}
