/** ECharts with the parts that the lab's plots take. Fetched when the first plot comes into sight. */
import { BarChart, BoxplotChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendScrollComponent, MarkLineComponent, TitleComponent, TooltipComponent } from 'echarts/components'
import { init, use, type ECharts } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import type { Plot } from './plot.ts'

use([BarChart, BoxplotChart, LineChart, GridComponent, LegendScrollComponent, MarkLineComponent, TitleComponent, TooltipComponent, SVGRenderer])

/** As large as the command line draws it. */
export const SAVED = { width: 880, height: 500 } as const

export function openChart(element: HTMLElement): ECharts {
  return init(element, null, { renderer: 'svg' })
}

/** The whole drawing with its title, as the command line writes it. */
export function svgOf({ option }: Plot): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, ...SAVED })
  try {
    chart.setOption(option)
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}
