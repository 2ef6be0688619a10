/**
 * The sheet a chart stands on: a title that says the answer, a line below it, a plot in exact pixels, and the note that the
 * figures are made up (P3). ECharts draws the plot without a browser; labels are set by hand, as their places are known.
 */
import { BarChart, LineChart, ScatterChart, type BarSeriesOption, type LineSeriesOption, type ScatterSeriesOption } from 'echarts/charts'
import { GridComponent, type GridComponentOption } from 'echarts/components'
import { init, use, type ComposeOption } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { FACES } from '../font-files.ts'
import type { Hex } from '../colour.ts'
import { inLines } from '../lines.ts'
import type { Size } from '../size.ts'
import { framed, rect, text, type TextLook } from '../svg.ts'

use([BarChart, LineChart, ScatterChart, GridComponent, SVGRenderer])

/** Units of a sheet's shorter side. */
export const VIEW = 1000
export const PAPER: Hex = '#faf6ef'
export const INK: Hex = '#27221d'
export const SOFT: Hex = '#6f675e'
export const LINE: Hex = '#e4ddd1'
export const GREY: Hex = '#b9b1a5'
const NOTE = 'Synthetic data, made for this picture'
const LEFT = 64
const TITLE_LETTERS = 42
const SUBTITLE_LETTERS = 84

export type PlotOption = ComposeOption<BarSeriesOption | LineSeriesOption | ScatterSeriesOption | GridComponentOption>

export interface Frame { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number }
export const FRAME: Frame = { left: LEFT, top: 232, right: 936, bottom: 900 }

export const label = (x: number, y: number, words: string, look: Partial<TextLook> = {}): string => text(x, y, words, { size: 19, colour: SOFT, face: FACES.sans, ...look })

/** Series in a frame whose axes run exactly along its edges; `x` and `y` are their ends. */
export function plotted(frame: Frame, x: readonly [number, number], y: readonly [number, number], series: PlotOption['series']): string {
  const chart = init(null, null, { renderer: 'svg', ssr: true, width: VIEW, height: VIEW })
  try {
    const axis = { type: 'value' as const, show: false }
    chart.setOption({
      animation: false, textStyle: { fontFamily: FACES.sans },
      grid: { left: frame.left, top: frame.top, right: VIEW - frame.right, bottom: VIEW - frame.bottom, containLabel: false },
      xAxis: { ...axis, min: x[0], max: x[1] }, yAxis: { ...axis, min: y[0], max: y[1] }, series,
    } as PlotOption)
    return insideOf(chart.renderToSVGString(), `plot-${Math.round(frame.left)}-${Math.round(frame.top)}`)
  } finally {
    chart.dispose()
  }
}

/**
 * Names in it count up with every chart a process draws, and classes are for pointers: the same chart is to give the same bytes,
 * and two plots on a sheet different names.
 */
function insideOf(svg: string, name: string): string {
  return svg.replace(/^<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '').replaceAll(/<style[\s\S]*?<\/style>/g, '').replaceAll(/ (?:class|ecmeta_\w+)="[^"]*"/g, '').replaceAll(/zr\d+/g, name)
}

/** Where a value lies on the sheet. */
export const placeOf = (frame: Frame, x: readonly [number, number], y: readonly [number, number]) => (px: number, py: number): readonly [number, number] => [
  frame.left + (px - x[0]) / (x[1] - x[0]) * (frame.right - frame.left), frame.bottom - (py - y[0]) / (y[1] - y[0]) * (frame.bottom - frame.top),
]

export function sheet(size: Size, title: string, subtitle: string, body: string, paper: Hex = PAPER): string {
  const titleLines = inLines(title, TITLE_LETTERS).slice(0, 2)
  const subtitleLines = inLines(subtitle, SUBTITLE_LETTERS).slice(0, 2)
  const head = [
    ...titleLines.map((words, i) => text(LEFT, 92 + i * 48, words, { size: 41, colour: INK, face: FACES.sans, weight: 600, spacing: -0.5 })),
    ...subtitleLines.map((words, i) => label(LEFT, 92 + titleLines.length * 48 - 10 + i * 28, words, { size: 21 })),
    label(LEFT, 962, NOTE, { size: 16, colour: '#958c80' }),
  ]
  // Square at heart: a wider or taller sheet leaves paper at its sides.
  const view = size.width >= size.height ? { width: VIEW * size.width / size.height, height: VIEW } : { width: VIEW, height: VIEW * size.height / size.width }
  const [dx, dy] = [(view.width - VIEW) / 2, (view.height - VIEW) / 2]
  return framed(size, `${rect(0, 0, view.width, view.height, paper)}<g transform="translate(${dx} ${dy})">${head.join('')}${body}</g>`, view)
}
