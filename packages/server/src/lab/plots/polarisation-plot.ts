import type { Mixing } from '../measures/mixing.ts'
import type { Polarisation } from '../measures/polarisation.ts'
import { COLOURS, type Theme } from './colours.ts'
import { decimal, percent } from './figures.ts'
import { plotOf, type Plot } from './plot.ts'

export function polarisationPlot(polarisation: readonly Polarisation[], theme: Theme): Plot {
  // What a study set or the members are says more than communities, which are found by their closeness.
  const told = polarisation.findLast(({ follows }) => follows.eiIndex !== null)
  return plotOf({
    name: 'polarisation',
    title: told === undefined
      ? 'Nobody follows anybody in a camp'
      : `${percent(told.follows.internal / (told.follows.internal + told.follows.external))} of follows stay inside ${told.camps}; chance would keep ${percent((1 - (told.follows.eiByChance as number)) / 2)}`,
    subtitle: polarisation.map(({ camps, campCount, modularity, follows }) => `${campCount} ${camps}: modularity ${figure(modularity)}, assortativity ${figure(follows.assortativity)}`).join('; '),
    x: { name: 'Camps looked along', type: 'category', categories: polarisation.map(({ camps }) => camps) },
    y: { name: 'E–I index (−1 all inside, 1 all across)', type: 'value', min: -1, max: 1 },
    series: [
      ...pair('Follows', 0, polarisation.map(({ follows }) => follows), theme),
      ...pair('Answers', 1, polarisation.map(({ answers }) => answers), theme),
      ...(polarisation.some(({ shown }) => shown !== null) ? pair('Posts shown', 2, polarisation.map(({ shown }) => shown), theme) : []),
    ],
  }, theme)
}

/** What was counted, and paler beside it what chance would give. */
function pair(name: string, place: number, mixings: readonly (Mixing | null)[], theme: Theme) {
  const color = COLOURS[theme].series[place] as string
  return [
    bars(name, mixings.map((mixing) => mixing?.eiIndex ?? null), { color }),
    bars(`${name} by chance`, mixings.map((mixing) => mixing?.eiByChance ?? null), { color, opacity: 0.4 }),
  ]
}

function bars(name: string, values: readonly (number | null)[], itemStyle: { readonly color: string; readonly opacity?: number }) {
  return { type: 'bar' as const, name, itemStyle, data: values.map((value) => (value === null ? '-' : Math.round(value * 1000) / 1000)), barMaxWidth: 48, barCategoryGap: '40%' }
}

function figure(value: number | null): string {
  return value === null ? 'none' : decimal(value)
}
