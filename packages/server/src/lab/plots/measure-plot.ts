import type { MetricComparison } from '../measures/comparison/compare-runs.ts'
import { COLOURS, type Theme } from './colours.ts'
import { decimal } from './figures.ts'
import { plotOf, type Plot } from './plot.ts'

/** Answers that have a line each; more of them are a paragraph. */
const LINES_MOST = 3

/** One measure in its own unit, a row a branch: a dot for each run, the 95 % interval of their mean as a box, the mean as the line in it. */
export function measurePlot({ key, name, unit, branches }: MetricComparison, theme: Theme): Plot {
  const { series, inkSoft, page } = COLOURS[theme]
  const told = branches.filter(({ mean }) => mean !== null)
  const answers = told.flatMap(({ difference }) => (difference === null ? [] : [difference.answer.slice(name.length + 2)]))
  return plotOf({
    name: `measure-${key.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`,
    title: `${name}: ${told.map(({ branch, mean }) => `${branch} ${rounded(mean as number)}`).join(', ') || 'in no run'}`,
    subtitle: answers.join(answers.length <= LINES_MOST ? '\n' : ' '),
    x: { name: `${name} (${unit})`, type: 'value', scale: true },
    y: { name: '', type: 'category', categories: branches.map(({ branch }) => branch) },
    left: 150,
    height: 230 + branches.length * 48,
    legend: [],
    series: [
      {
        type: 'boxplot', boxWidth: [14, 28], // A branch has the colour it has in the other plots of a comparison.
        data: branches.map(({ mean, interval }, index) => ({
          value: mean === null || interval === null ? [] : [interval.low, interval.low, mean, interval.high, interval.high],
          itemStyle: { color: page, borderColor: series[index % series.length] as string, borderWidth: 2 },
        })),
      },
      {
        type: 'line', data: branches.flatMap(({ branch, values }) => values.map((value) => [value, branch])),
        symbol: 'circle', symbolSize: 8, lineStyle: { width: 0 }, itemStyle: { color: inkSoft, opacity: 0.6 },
      },
    ],
  }, theme)
}

function rounded(value: number): string {
  return decimal(value, Math.abs(value) >= 10 ? 1 : 3)
}
