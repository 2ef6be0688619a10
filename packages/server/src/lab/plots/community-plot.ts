import type { Communities } from '../measures/communities.ts'
import type { Theme } from './colours.ts'
import { decimal, percent, whole } from './figures.ts'
import { plotOf, type Plot } from './plot.ts'

export function communityPlot({ count, largest, modularity, isolated, method }: Communities, theme: Theme): Plot {
  const held = largest.reduce((sum, { share }) => sum + share, 0)
  return plotOf({
    name: 'communities',
    title: count === 0 ? 'Nobody is tied to anybody' : count === 1 ? 'All who are tied form one community' : `${whole(count)} communities; ${count > largest.length ? `the ${largest.length} largest hold ${percent(held)}` : `the largest holds ${percent(largest[0]?.share ?? 0)}`} of members`,
    subtitle: `${method}${modularity === null ? '' : `; modularity ${decimal(modularity)}`}; ${whole(isolated)} members without a tie`,
    x: { name: 'Community, by its best-known member', type: 'category', categories: largest.map(({ bestKnown }) => bestKnown[0] ?? '') },
    y: { name: 'Members', type: 'value' },
    series: [{ type: 'bar', name: 'Members', data: largest.map(({ members }) => members), barCategoryGap: '35%' }],
  }, theme)
}
