import type { Attention } from '../measures/attention.ts'
import type { Inequality } from '../measures/inequality.ts'
import { COLOURS, type Theme } from './colours.ts'
import { decimal, percent } from './figures.ts'
import { plotOf, type Plot } from './plot.ts'

/** Lorenz curves: the further below the diagonal, the more unequal. */
export function attentionPlot({ likes, followers, postLikes }: Attention, theme: Theme): Plot {
  const curves: [string, Inequality][] = [['Likes a member', likes], ['Followers a member', followers], ['Likes a post', postLikes]]
  return plotOf({
    name: 'attention',
    title: likes.topTenthShare === null ? 'Nobody was liked' : `A tenth of members holds ${percent(likes.topTenthShare)} of likes, a hundredth ${percent(likes.topPercentShare as number)}`,
    subtitle: curves.flatMap(([name, { gini }]) => (gini === null ? [] : [`${name}: Gini ${decimal(gini)}`])).join('; '),
    x: { name: 'Poorest share of members or posts (%)', type: 'value', min: 0, max: 100 },
    y: { name: 'Share held (%)', type: 'value', min: 0, max: 100 },
    series: [
      ...curves.map(([name, { lorenz }], index) => ({
        type: 'line' as const,
        name,
        data: lorenz.map((share, step) => [step, Math.round(share * 10_000) / 100]),
        symbol: 'none',
        lineStyle: { width: 2, type: (['solid', 'dashed', 'dotted'] as const)[index] ?? 'solid' },
      })),
      { type: 'line', name: 'Equal shares', data: [[0, 0], [100, 100]], symbol: 'none', lineStyle: { width: 1, color: COLOURS[theme].inkFaint }, itemStyle: { color: COLOURS[theme].inkFaint } },
    ],
  }, theme)
}
