import type { TopicDrift } from '../measures/texts/topic-drift.ts'
import type { Theme } from './colours.ts'
import { decimal, whole } from './figures.ts'
import { plotOf, type Plot } from './plot.ts'
import { windowNames } from './window-names.ts'

const NAMED = 4

export function topicPlot({ whole: all, steps, windows, rising, falling, sampled }: TopicDrift, theme: Theme): Plot {
  const names = windowNames(windows)
  const words = (list: TopicDrift['rising']): string => list.slice(0, NAMED).map(({ word }) => word).join(', ')
  return plotOf({
    name: 'topic-drift',
    title: all === null
      ? 'Too little was said to see topics drift'
      : `Topics ${all.divergence > 2 * all.byChance ? 'drift' : 'hardly drift'}: divergence ${decimal(all.divergence)} from first to last stretch, ${decimal(all.byChance)} by chance`,
    subtitle: `${rising.length === 0 ? '' : `Rising: ${words(rising)}. `}${falling.length === 0 ? '' : `Falling: ${words(falling)}. `}${whole(sampled.taken)} of ${whole(sampled.of)} texts`,
    x: { name: 'Stretch of the run begins (UTC), against the one before', type: 'category', categories: steps.map(({ toWindow }) => names[toWindow] ?? '') },
    y: { name: 'Jensen–Shannon divergence (0 to 1)', type: 'value', min: 0 },
    series: [
      { type: 'bar', name: 'Between stretches', data: steps.map(({ divergence }) => round(divergence)), barMaxWidth: 48 },
      { type: 'bar', name: 'By chance', data: steps.map(({ byChance }) => round(byChance)), barMaxWidth: 48 },
    ],
  }, theme)
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000
}
