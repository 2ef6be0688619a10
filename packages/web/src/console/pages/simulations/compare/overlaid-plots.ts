/**
 * The same plot of several runs in one frame: of each the line that the plot is about. Its title puts side by side the figure
 * that one would look for in it. Colours go by the order of the branches, here as everywhere on the page.
 */
import { partsOf, type Plot, type PlotSeries } from '../../../parts/plot/plot.ts'
import { figure } from '../../../parts/plot/page-option.ts'

export interface NamedPlots { readonly name: string; readonly plots: readonly Plot[] }

interface Overlay {
  readonly plot: string
  /** What the figure is; the title goes on with one for each branch. */
  readonly asks: string
  readonly figureOf: (series: PlotSeries, categories: readonly (string | number)[]) => string | null
  readonly looks: Readonly<Record<string, unknown>>
}

type Point = readonly [number, number]

const LINE = { type: 'line', symbol: 'none', lineStyle: { width: 2 } }
const DOTS = { type: 'line', symbol: 'circle', symbolSize: 5, lineStyle: { width: 1 } }
const TOP_TENTH = 90

const OVERLAYS: readonly Overlay[] = [
  { plot: 'activity', asks: 'Busiest hour', looks: LINE, figureOf: ({ data }, hours) => most(numbers(data), (place) => `${hours[place] ?? ''}:00`) },
  { plot: 'attention', asks: 'Likes held by a tenth of members', looks: LINE, figureOf: ({ data }) => percent(points(data).find(([step]) => step === TOP_TENTH)) },
  { plot: 'followers', asks: 'Most followers of one member', looks: DOTS, figureOf: ({ data }) => largest(points(data)) },
  { plot: 'cascades', asks: 'Posts in the largest cascade', looks: DOTS, figureOf: ({ data }) => largest(points(data)) },
  { plot: 'sentiment', asks: 'Mean rating of words', looks: { ...LINE, symbol: 'circle', symbolSize: 6 }, figureOf: ({ data }) => mean(numbers(data)) },
  { plot: 'topic-drift', asks: 'Widest drift between two stretches', looks: { ...LINE, symbol: 'circle', symbolSize: 6 }, figureOf: ({ data }) => most(numbers(data), (_place, value) => figure(value)) },
]

/** Those that every branch has. */
export function overlaidPlots(branches: readonly NamedPlots[]): Plot[] {
  return OVERLAYS.flatMap(({ plot: wanted, asks, figureOf, looks }) => {
    const found = branches.map(({ plots }) => plots.find(({ name }) => name === wanted))
    const [first] = found
    if (first === undefined || found.includes(undefined)) return []
    const { xAxis } = partsOf(first)
    const palette = (first.option as { color?: readonly string[] }).color ?? []
    const series = found.map((plot) => partsOf(plot as Plot).series[0] ?? {})
    if (series.every(({ data }) => (data?.length ?? 0) === 0)) return []
    const figures = series.map((each, place) => `${figureOf(each, xAxis.data ?? []) ?? 'none'} in ${branches[place]?.name ?? ''}`)
    const title = `${asks}: ${figures.join(', ')}`
    const subtitle = partsOf(first).series.length > 1 ? `“${series[0]?.name ?? ''}” of each; the rest stands on the page of each run.` : ''
    return [{
      name: `overlaid-${wanted}`, title, subtitle,
      option: {
        ...first.option,
        title: { ...(first.option as { title?: object }).title, text: title, subtext: subtitle },
        legend: { ...(first.option as { legend?: object }).legend, show: true },
        series: series.map(({ data }, place) => ({ ...looks, name: branches[place]?.name, data, itemStyle: { color: palette[place % Math.max(1, palette.length)] } })),
      },
    }]
  })
}

function numbers(data: PlotSeries['data']): (number | null)[] {
  return (data ?? []).map((value) => (typeof value === 'number' ? value : null))
}

function points(data: PlotSeries['data']): Point[] {
  return (data ?? []).filter((point): point is Point => Array.isArray(point) && typeof point[0] === 'number' && typeof point[1] === 'number')
}

function most(values: readonly (number | null)[], say: (place: number, value: number) => string): string | null {
  const best = values.reduce<number>((top, value, place) => (value !== null && (top < 0 || value > (values[top] ?? Number.NEGATIVE_INFINITY)) ? place : top), -1)
  return best < 0 ? null : say(best, values[best] ?? 0)
}

function largest(all: readonly Point[]): string | null {
  return all.length === 0 ? null : figure(Math.max(...all.map(([value]) => value)))
}

function percent(point: Point | undefined): string | null {
  return point === undefined ? null : `${Math.round(100 - point[1])}\u202f%`
}

function mean(values: readonly (number | null)[]): string | null {
  const rated = values.filter((value) => value !== null)
  return rated.length === 0 ? null : (rated.reduce((sum, value) => sum + value, 0) / rated.length).toFixed(2).replace('-', '−')
}
