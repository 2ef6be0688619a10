/** ECharts with the parts that the lab's plots take. Fetched when the first plot comes into sight. */
import { BarChart, BoxplotChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendPlainComponent, MarkLineComponent, TitleComponent, TooltipComponent } from 'echarts/components'
import { init, use, type ECharts } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { partsOf, type Plot } from './plot.ts'

use([BarChart, BoxplotChart, LineChart, GridComponent, LegendPlainComponent, MarkLineComponent, TitleComponent, TooltipComponent, SVGRenderer])

/** Pixels, as the command line draws it; where each row has a name, as many more as they need. */
const WIDTH = 880
const HEIGHT = 500
const AROUND_ROWS = 210
const ROW = 26
const BOX = 14

export function savedSize(plot: Plot): { width: number; height: number } {
  const { yAxis, series } = partsOf(plot)
  const rows = yAxis.type === 'category' ? yAxis.data?.length ?? 0 : 0
  return { width: WIDTH, height: rows === 0 ? HEIGHT : AROUND_ROWS + rows * Math.max(ROW, BOX * series.length) }
}

export function openChart(element: HTMLElement): ECharts {
  return init(element, null, { renderer: 'svg' })
}

/** The whole drawing with its title, as the command line writes it. */
export function svgOf(plot: Plot): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...savedSize(plot) })
  try {
    // A picture that is looked at elsewhere has other letters, and those may be larger.
    chart.setOption({ ...plot.option, title: { ...(plot.option as { title?: object }).title, itemGap: 12 } })
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}
