/** What refreshing put before members: for which reasons, and how evenly the chance to be seen was shared out among authors. */
import { inequalityOf, type Inequality } from './inequality.ts'
import type { Sampled } from './sample.ts'
import type { WorldRecord } from './world-record.ts'

export interface Exposure {
  readonly unit: 'posts shown by refreshing'
  /** Whole refreshes are taken, evenly through the run. */
  readonly sampled: Sampled
  /** The recommender's own words, commonest first: `new` of one that weighs posts means that it had nothing better. */
  readonly reasons: readonly { readonly why: string; readonly share: number }[]
  /** How often members' posts were shown. */
  readonly authors: Inequality
}

/** Null where the record did not keep what was shown. */
export function exposureOf({ members, posts, shown }: WorldRecord): Exposure | null {
  if (shown === undefined) return null
  const counts = new Float64Array(shown.reasons.length)
  const authors = new Float64Array(members.count)
  for (let i = 0; i < shown.count; i++) {
    const why = shown.why[i] as number
    const author = posts.author[shown.post[i] as number] as number
    counts[why] = (counts[why] as number) + 1
    authors[author] = (authors[author] as number) + 1
  }
  return {
    unit: 'posts shown by refreshing',
    sampled: { of: shown.of, taken: shown.count, unit: 'posts shown' },
    reasons: shown.reasons.map((why, index) => ({ why, share: (counts[index] as number) / Math.max(1, shown.count) })).toSorted((a, b) => b.share - a.share || (a.why < b.why ? -1 : 1)),
    authors: inequalityOf(authors, 'posts shown a member'),
  }
}
