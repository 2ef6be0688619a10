/** "Did you mean": the known word nearest to a mistyped one, as faults of packs say it. */
import { nearest } from '@troupe/contract'

/** ` - did you mean "rhythm"?`, or nothing. */
export function didYouMean(word: string, known: readonly string[]): string {
  const meant = nearest(word, known)
  return meant === null ? '' : ` - did you mean "${meant}"?`
}
