import type { ActivityByHour } from '../measures/activity.ts'
import type { Theme } from './colours.ts'
import { percent, whole } from './figures.ts'
import { plotOf, type Plot } from './plot.ts'

const HOURS = Array.from({ length: 24 }, (_, hour) => String(hour).padStart(2, '0'))

export function activityPlot(activity: ActivityByHour, theme: Theme): Plot {
  const { counted, expected, displacedShare, eveningShare, acts, notes } = activity
  return plotOf({
    name: 'activity',
    title: displacedShare === null
      ? eveningShare === null ? 'Nobody acted' : `Evenings carry ${percent(eveningShare)} of acts`
      : `${percent(1 - displacedShare)} of acts fall in the hours their rhythms say`,
    subtitle: [`${whole(acts)} acts, counted from ${activity.countedFrom}`, ...notes].join('; '),
    x: { name: 'Hour of day (UTC)', type: 'category', categories: HOURS },
    y: { name: 'Acts', type: 'value' },
    series: [
      { type: 'bar', name: 'Counted', data: [...counted], barCategoryGap: '25%' },
      ...(expected ? [{ type: 'line' as const, name: 'Expected by rhythm', data: expected.map((value) => Math.round(value * 100) / 100), step: 'middle' as const, symbol: 'none', lineStyle: { width: 2 } }] : []),
    ],
  }, theme)
}
