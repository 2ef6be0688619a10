import type { Polarisation } from '../measures/polarisation.ts'
import type { Theme } from './colours.ts'
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
      bars('Follows', polarisation.map(({ follows }) => follows.eiIndex)),
      bars('Follows by chance', polarisation.map(({ follows }) => follows.eiByChance)),
      bars('Answers', polarisation.map(({ answers }) => answers.eiIndex)),
      bars('Answers by chance', polarisation.map(({ answers }) => answers.eiByChance)),
      ...(polarisation.some(({ shown }) => shown !== null) ? [bars('Posts shown', polarisation.map(({ shown }) => shown?.eiIndex ?? null)), bars('Shown by chance', polarisation.map(({ shown }) => shown?.eiByChance ?? null))] : []),
    ],
  }, theme)
}

function bars(name: string, values: readonly (number | null)[]) {
  return { type: 'bar' as const, name, data: values.map((value) => (value === null ? '-' : Math.round(value * 1000) / 1000)), barMaxWidth: 48, barCategoryGap: '40%' }
}

function figure(value: number | null): string {
  return value === null ? 'none' : decimal(value)
}
