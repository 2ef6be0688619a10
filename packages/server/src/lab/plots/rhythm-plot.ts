/** A pack's archetypes side by side, each over one week of its own local time: wakes counted as bars, expected as a line. */
import { COLOURS, type Theme } from './colours.ts'
import { percent, whole } from './figures.ts'
import { FONT, plotOf, WIDTH, type Plot, type PlotOption } from './plot.ts'
import { WEEK_HOURS, type WeekOfWakes } from '../rhythms/week-of-wakes.ts'

export interface RhythmOfArchetype {
  readonly name: string
  readonly timezone: string
  readonly week: WeekOfWakes
}

const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']
const COLUMNS = 2
const MARGIN = 20
const GAP = 30
/** Room for the labels of the vertical axis. */
const LABELS = 34
const TOP = 122
const ROW = 128
const NAME = 24
const FOOT = 34

export function rhythmPlot(pack: string, archetypes: readonly RhythmOfArchetype[], theme: Theme): Plot {
  const colours = COLOURS[theme]
  const worst = Math.max(...archetypes.map(({ week }) => week.displacedShare))
  const wakes = archetypes.reduce((sum, { week }) => sum + week.counted.reduce((all, hour) => all + hour, 0), 0)
  const plot = plotOf({
    name: `rhythm-${pack}`,
    title: `${pack}: ${percent(1 - worst)} or more of each archetype’s turns fall in the hours its rhythm says`,
    subtitle: `${whole(wakes)} turns of a simulated week, ${archetypes[0]?.week.people ?? 0} people an archetype; turns an hour of one person, by hour of the week where they live`,
    x: { name: '', type: 'category', categories: [] },
    y: { name: '', type: 'value' },
    series: [],
    height: TOP + Math.ceil(archetypes.length / COLUMNS) * ROW + FOOT,
  }, theme)
  const most = Math.max(...archetypes.flatMap(({ week }) => [...week.counted, ...week.expected].map((hour) => hour / week.people)))
  const width = (WIDTH - 2 * MARGIN - (COLUMNS - 1) * GAP) / COLUMNS
  const places = archetypes.map((_, place) => ({ left: MARGIN + (place % COLUMNS) * (width + GAP), top: TOP + Math.floor(place / COLUMNS) * ROW }))
  const label = { fontFamily: FONT, fontSize: 11, color: colours.inkFaint }
  const option: PlotOption = {
    ...plot.option,
    legend: { ...plot.option.legend as object, show: true, data: ['Counted', 'Expected by rhythm'], icon: 'roundRect', top: 84, left: MARGIN - 5 },
    title: [
      ...[plot.option.title ?? []].flat(),
      ...archetypes.map(({ name, timezone }, place) => ({
        text: name, subtext: `${timezone.replaceAll('_', ' ')}`, left: (places[place]?.left ?? 0) + LABELS - 5, top: (places[place]?.top ?? 0) - 6, itemGap: 0, padding: 5,
        textStyle: { ...label, fontSize: 13, fontWeight: 600 as const, color: colours.ink }, subtextStyle: label, subtextAlign: 'left' as const,
      })),
    ],
    grid: places.map(({ left, top }) => ({ left: left + LABELS, top: top + NAME + 14, width: width - LABELS, height: ROW - NAME - 46, containLabel: false })),
    xAxis: places.map((_, place) => ({
      type: 'category' as const, gridIndex: place, data: Array.from({ length: WEEK_HOURS }, (_hour, hour) => DAYS[Math.floor(hour / 24)] as string),
      axisLabel: { ...label, interval: (hour: number) => hour % 24 === 12 }, axisTick: { show: true, interval: (hour: number) => hour % 24 === 0, lineStyle: { color: colours.lineStrong } },
      axisLine: { show: true, lineStyle: { color: colours.lineStrong } }, splitLine: { show: true, interval: (hour: number) => hour % 24 === 0 && hour > 0, lineStyle: { color: colours.line } },
    })),
    yAxis: places.map((_, place) => ({
      type: 'value' as const, gridIndex: place, min: 0, max: Math.ceil(most / 10) * 10, interval: 10, axisLabel: label, axisLine: { show: false }, axisTick: { show: false }, splitLine: { show: true, lineStyle: { color: colours.line } },
    })),
    series: archetypes.flatMap(({ week }, place) => [
      // Bars that touch, as one shape: 168 of them for each archetype would make the file six times as large.
      { type: 'line' as const, name: 'Counted', xAxisIndex: place, yAxisIndex: place, data: week.counted.map((hour) => rounded(hour / week.people)), step: 'middle' as const, symbol: 'none', lineStyle: { width: 0 }, areaStyle: { color: colours.series[1] as string, opacity: 0.4 }, itemStyle: { color: colours.series[1] as string, opacity: 0.4 } },
      { type: 'line' as const, name: 'Expected by rhythm', xAxisIndex: place, yAxisIndex: place, data: week.expected.map((hour) => rounded(hour / week.people)), step: 'middle' as const, symbol: 'none', lineStyle: { width: 1.5, color: colours.series[0] as string }, itemStyle: { color: colours.series[0] as string } },
    ]),
  }
  return { ...plot, option }
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
