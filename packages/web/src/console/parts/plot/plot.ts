/** A plot as the API gives it: what its title answers, and an ECharts option with the colours of one theme in it. */
import type { EChartsCoreOption } from 'echarts/core'

export interface Plot {
  /** Names files: `activity`, `followers`. */
  readonly name: string
  readonly title: string
  readonly subtitle: string
  readonly option: Readonly<Record<string, unknown>>
}

export type PlotOption = EChartsCoreOption

export interface PlotAxis {
  readonly type?: string
  readonly name?: string
  readonly data?: readonly (string | number)[]
  readonly axisLabel?: Readonly<Record<string, unknown>>
  readonly nameTextStyle?: Readonly<Record<string, unknown>>
}

/** One value for each category, or pairs; `-` where there is none. A boxplot has five numbers. */
type PlotDatum = number | string | null | readonly (number | string | null)[]

export interface PlotSeries {
  readonly type?: string
  readonly name?: string
  readonly data?: readonly PlotDatum[]
}

interface PlotParts { readonly xAxis: PlotAxis; readonly yAxis: PlotAxis; readonly series: readonly PlotSeries[] }

export function partsOf({ option }: Pick<Plot, 'option'>): PlotParts {
  const { xAxis, yAxis, series } = option as { xAxis?: PlotAxis | readonly PlotAxis[]; yAxis?: PlotAxis | readonly PlotAxis[]; series?: readonly PlotSeries[] }
  const first = (axis: PlotAxis | readonly PlotAxis[] | undefined): PlotAxis => (Array.isArray(axis) ? axis[0] as PlotAxis : axis as PlotAxis | undefined) ?? {}
  return { xAxis: first(xAxis), yAxis: first(yAxis), series: series ?? [] }
}
