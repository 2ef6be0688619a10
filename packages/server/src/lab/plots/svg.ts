/** A plot as SVG, drawn by ECharts without a browser; widths of letters are estimated there, which moves labels by a pixel or two. */
import { BarChart, BoxplotChart, LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, MarkLineComponent, TitleComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { WIDTH, type Plot } from './plot.ts'

use([BarChart, BoxplotChart, LineChart, GridComponent, LegendComponent, MarkLineComponent, TitleComponent, SVGRenderer])

export function svgOf(plot: Plot): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: WIDTH, height: plot.height })
  try {
    chart.setOption(plot.option)
    return chart.renderToSVGString()
  } finally {
    chart.dispose()
  }
}
