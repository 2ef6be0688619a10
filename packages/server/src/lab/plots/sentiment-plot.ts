import type { Sentiment } from '../measures/texts/sentiment.ts'
import type { Theme } from './colours.ts'
import { decimal, percent, whole } from './figures.ts'
import { plotOf, type Plot } from './plot.ts'
import { windowNames } from './window-names.ts'

export function sentimentPlot({ mean, positiveShare, negativeShare, ratedShare, sampled, method, windows }: Sentiment, theme: Theme): Plot {
  return plotOf({
    name: 'sentiment',
    title: mean === null ? 'No word that was written is rated' : `Words are ${Math.abs(mean) < 0.05 ? 'neither kind nor harsh' : mean > 0 ? 'rather kind' : 'rather harsh'} on average: ${decimal(mean)} on a scale from −1 to 1`,
    subtitle: `${mean === null ? '' : `${percent(positiveShare as number)} positive and ${percent(negativeShare as number)} negative texts; `}${method}; ${whole(sampled.taken)} of ${whole(sampled.of)} texts${ratedShare === null ? '' : `, ${percent(ratedShare)} with a rated word`}`,
    x: { name: 'Stretch of the run begins (UTC)', type: 'category', categories: windowNames(windows) },
    y: { name: 'Mean rating of words (−1 to 1)', type: 'value', min: -1, max: 1 },
    series: [{ type: 'line', name: 'Sentiment', data: windows.map((window) => (window.mean === null ? '-' : Math.round(window.mean * 1000) / 1000)), symbol: 'circle', symbolSize: 7, lineStyle: { width: 2 } }],
  }, theme)
}
