import type { TextDiversity } from '../measures/texts/diversity.ts'
import type { Theme } from './colours.ts'
import { decimal, percent, whole } from './figures.ts'
import { plotOf, type Plot } from './plot.ts'

export function diversityPlot(diversity: TextDiversity, theme: Theme): Plot {
  const { distinct, movingTypeToken, selfBleu, repeatedShare, compressionRatio, sampled, words } = diversity
  const bars: [string, number | null][] = [
    ['Distinct words', distinct[0]], ['Distinct pairs', distinct[1]], ['Distinct triples', distinct[2]],
    ['Different in any 50 words', movingTypeToken], ['Self-BLEU', selfBleu], ['Repeated texts', repeatedShare],
  ]
  return plotOf({
    name: 'text-diversity',
    title: distinct[1] === null ? 'Nothing was written' : `${percent(distinct[1])} of word pairs differ from all others before them; self-BLEU is ${selfBleu === null ? 'unknown' : decimal(selfBleu)}`,
    subtitle: `${whole(words)} words in ${whole(sampled.taken)} of ${whole(sampled.of)} texts${compressionRatio === null ? '' : `; compresses ${decimal(compressionRatio, 1)} times`}; distinct runs over ${whole(diversity.distinctWords)} words`,
    x: { name: 'Measure', type: 'category', categories: bars.map(([name]) => name) },
    y: { name: 'Share (0 to 1)', type: 'value', min: 0, max: 1 },
    series: [{ type: 'bar', name: 'Share', data: bars.map(([, value]) => (value === null ? '-' : Math.round(value * 1000) / 1000)), barMaxWidth: 56 }],
  }, theme)
}
