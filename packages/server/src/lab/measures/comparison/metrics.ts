/** The single numbers by which runs are compared, each taken from a whole result. */
import type { Measures } from '../measure-all.ts'
import { acrossShare } from '../mixing.ts'
import type { Polarisation } from '../polarisation.ts'

export interface Metric {
  readonly key: string
  readonly name: string
  readonly unit: string
  readonly of: (measures: Measures) => number | null
}

const METRICS: readonly Metric[] = [
  { key: 'posts', name: 'Posts a member', unit: 'posts', of: ({ world }) => perMember(world.posts, world.members) },
  { key: 'comments', name: 'Comments a member', unit: 'comments', of: ({ world }) => perMember(world.comments, world.members) },
  { key: 'follows', name: 'Follows a member', unit: 'follows', of: ({ world }) => perMember(world.follows, world.members) },
  { key: 'displacedActs', name: 'Acts outside the expected hours', unit: 'share', of: ({ activity }) => activity.displacedShare },
  { key: 'modularity', name: 'Modularity of communities', unit: '−½ to 1', of: ({ communities }) => communities.modularity },
  { key: 'communities', name: 'Communities', unit: 'communities', of: ({ communities }) => communities.count },
  { key: 'followersGini', name: 'Gini of followers', unit: '0 to 1', of: ({ attention }) => attention.followers.gini },
  { key: 'likesGini', name: 'Gini of likes received', unit: '0 to 1', of: ({ attention }) => attention.likes.gini },
  { key: 'likesTopPercent', name: 'Likes held by the top 1 %', unit: 'share', of: ({ attention }) => attention.likes.topPercentShare },
  { key: 'shownGini', name: 'Gini of being shown', unit: '0 to 1', of: ({ exposure }) => exposure?.authors.gini ?? null },
  { key: 'resharesSize', name: 'Size of repost cascades', unit: 'posts, mean', of: ({ cascades }) => cascades.reshares.size?.mean ?? null },
  { key: 'resharesVirality', name: 'Structural virality of repost cascades', unit: 'ties, mean', of: ({ cascades }) => cascades.reshares.virality?.mean ?? null },
  { key: 'commentsDepth', name: 'Depth of comment cascades', unit: 'ties, mean', of: ({ cascades }) => cascades.comments.depth?.mean ?? null },
  { key: 'sentiment', name: 'Sentiment', unit: '−1 to 1', of: ({ sentiment }) => sentiment.mean },
  { key: 'negativeShare', name: 'Negative texts', unit: 'share', of: ({ sentiment }) => sentiment.negativeShare },
  { key: 'topicDrift', name: 'Topic drift from first to last window', unit: '0 to 1', of: ({ topicDrift }) => topicDrift.whole?.divergence ?? null },
  { key: 'distinct2', name: 'Distinct word pairs', unit: 'share', of: ({ textDiversity }) => textDiversity.distinct[1] },
  { key: 'selfBleu', name: 'Self-BLEU', unit: '0 to 1', of: ({ textDiversity }) => textDiversity.selfBleu },
]

/** The fixed ones, and five for each labelling that the first result looks along. */
export function metricsOf(measures: Measures): readonly Metric[] {
  return [...METRICS, ...measures.polarisation.flatMap(({ camps }): Metric[] => {
    const along = (each: Measures): Polarisation | undefined => each.polarisation.find((other) => other.camps === camps)
    return [
      { key: `eiIndex/${camps}`, name: `E–I index of follows across ${camps}`, unit: '−1 to 1', of: (each) => along(each)?.follows.eiIndex ?? null },
      { key: `assortativity/${camps}`, name: `Assortativity of follows by ${camps}`, unit: '−1 to 1', of: (each) => along(each)?.follows.assortativity ?? null },
      { key: `shownAcross/${camps}`, name: `Posts shown across ${camps}`, unit: 'share', of: (each) => acrossShare(along(each)?.shown ?? null) },
      { key: `likesAcross/${camps}`, name: `Likes across ${camps}`, unit: 'share', of: (each) => acrossShare(along(each)?.likes ?? null) },
      { key: `answersAcross/${camps}`, name: `Answers across ${camps}`, unit: 'share', of: (each) => acrossShare(along(each)?.answers ?? null) },
    ]
  })]
}

function perMember(count: number, members: number): number | null {
  return members === 0 ? null : count / members
}
