import type { Difference, RunComparison } from '../measures/comparison/compare-runs.ts'
import { COLOURS, type Theme } from './colours.ts'
import { plotOf, type Plot } from './plot.ts'

/** Pixels above and below the rows. */
const ROOM = 210

/**
 * All differences from the base on one scale, in standard deviations between runs, each with its 95 % interval as a box and
 * its mean as the line in it. The base has the first colour in other plots, so the others begin with the second. A measure that varies in no run, or has too few, has no place on that scale.
 */
export function comparisonPlot({ base, branches, metrics }: RunComparison, theme: Theme): Plot {
  const others = branches.map(({ name }) => name).filter((name) => name !== base)
  const rows = metrics.flatMap(({ name, branches: figures }) => {
    const scaled = figures.filter(({ branch }) => branch !== base).map(({ difference }) => onScale(difference))
    return scaled.some((box) => box !== null) ? [{ name, scaled }] : []
  })
  const compared = metrics.flatMap(({ branches: figures }) => figures.flatMap(({ difference }) => (difference?.interval ? [difference.interval] : [])))
  const shown = compared.filter(({ low, high }) => low > 0 || high < 0).length
  return plotOf({
    name: 'comparison',
    title: compared.length === 0 ? `Too few runs to compare with ${base}` : `In ${shown} of ${compared.length} differences from ${base} the interval excludes 0`,
    subtitle: `95 % intervals by bootstrap over ${branches.map(({ name, runs }) => `${runs} runs of ${name}`).join(', ')}; about ${Math.max(1, Math.round(compared.length * 0.05))} would exclude 0 by chance`,
    x: { name: `Difference from ${base} (standard deviations between runs)`, type: 'value' },
    y: { name: '', type: 'category', categories: rows.map(({ name }) => name) },
    left: 270,
    height: ROOM + rows.length * Math.max(26, 14 * others.length),
    series: others.map((name, index) => ({
      type: 'boxplot' as const,
      name,
      boxWidth: [8, 10] as [number, number],
      itemStyle: { color: COLOURS[theme].page, borderColor: COLOURS[theme].series[(index + 1) % COLOURS[theme].series.length] as string, borderWidth: 2 },
      data: rows.map(({ scaled }) => scaled[index] ?? []),
      ...(index === 0 ? { markLine: { silent: true, symbol: 'none', label: { show: false }, lineStyle: { color: COLOURS[theme].inkFaint, type: 'solid' as const }, data: [{ xAxis: 0 }] } } : {}),
    })),
  }, theme)
}

/** Least, lower edge, middle, upper edge, most: what a box is drawn from. */
function onScale(difference: Difference | null): number[] | null {
  if (!difference?.interval || difference.spread === null || difference.spread === 0) return null
  const [low, mean, high] = [difference.interval.low, difference.mean, difference.interval.high].map((value) => Math.round(value / (difference.spread as number) * 1000) / 1000)
  return [low as number, low as number, mean as number, high as number, high as number]
}
