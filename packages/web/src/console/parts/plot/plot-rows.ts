/** A plot's numbers as a table: what is drawn, with the axes' names as heads. */
import { partsOf, type Plot } from './plot.ts'

export function plotRows(plot: Plot): string[][] {
  const { xAxis, yAxis, series } = partsOf(plot)
  const categories = xAxis.data ?? yAxis.data
  if (categories !== undefined && series.every(({ data }) => !Array.isArray(data?.[0]))) {
    return [
      [xAxis.name ?? '', ...series.map(({ name }) => name ?? yAxis.name ?? '')],
      ...categories.map((category, place) => [String(category), ...series.map(({ data }) => cell(data?.[place]))]),
    ]
  }
  if (series.some(({ type }) => type === 'boxplot')) {
    return [
      ['series', yAxis.name || 'name', 'low', 'mean', 'high'],
      ...series.flatMap(({ name, data }) => (data ?? []).map((box, place) => {
        const [, low, mean, high] = Array.isArray(box) ? box : []
        return [name ?? '', String(categories?.[place] ?? ''), cell(low), cell(mean), cell(high)]
      })),
    ]
  }
  return [
    ['series', xAxis.name ?? 'x', yAxis.name ?? 'y'],
    ...series.flatMap(({ name, data }) => (data ?? []).map((point) => [name ?? '', ...(Array.isArray(point) ? point : [point]).map(cell)])),
  ]
}

export function csvOf(rows: readonly (readonly string[])[]): string {
  return rows.map((row) => row.map((text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(',')).join('\r\n')
}

function cell(value: unknown): string {
  return value === null || value === undefined || value === '-' ? '' : String(value)
}
