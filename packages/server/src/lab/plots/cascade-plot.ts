import type { Cascades } from '../measures/cascades.ts'
import type { Theme } from './colours.ts'
import { decimal, percent, whole } from './figures.ts'
import { plotOf, type Plot } from './plot.ts'

export function cascadePlot({ reshares, comments }: { readonly reshares: Cascades; readonly comments: Cascades }, theme: Theme): Plot {
  return plotOf({
    name: 'cascades',
    title: reshares.shareOfPosts === null || reshares.size === null
      ? 'No post was passed on'
      : `${percent(reshares.shareOfPosts)} of posts were passed on; the largest cascade holds ${whole(reshares.size.most)} posts`,
    subtitle: [reshares, comments].filter(({ depth }) => depth !== null)
      .map(({ kind, count, depth, virality }) => `${whole(count)} cascades of ${kind}: depth up to ${depth?.most}, structural virality ${decimal(virality?.mean ?? 0)} on average`).join('; '),
    x: { name: 'Size of the cascade (posts, or post and comments; logarithmic)', type: 'log' },
    y: { name: 'Share of cascades this large or larger', type: 'log' },
    series: [reshares, comments].map(({ kind, sizes }, index) => ({
      type: 'line' as const,
      name: kind === 'comments' ? 'Comments' : 'Reposts and quotes',
      data: sizes.map(({ value, share }) => [value, share]),
      symbol: index === 0 ? 'circle' : 'diamond',
      symbolSize: 6,
      lineStyle: { width: 1.5 },
    })),
  }, theme)
}
