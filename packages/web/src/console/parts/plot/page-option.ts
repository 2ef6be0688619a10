/**
 * The server's plot as it stands on a page: title and caveats are the page's own words beside it, the drawing takes the
 * room there is, and says its numbers under the pointer.
 */
import { partsOf, type Plot, type PlotAxis, type PlotOption } from './plot.ts'

/** Beside a row of names the drawing needs some room still. */
const NAMES_SHARE_MOST = 0.38
const LETTER_PX = 6.6
const NUMBERS_PX = 62
const LEGEND_PX = 30
const AXIS_PX = 50
/** Names in lines of two or three words need more room below. */
const NAMES_BELOW_PX = 66
const RIGHT_PX = 14

export function pageOption(plot: Plot, widthPx: number): PlotOption {
  const { xAxis, yAxis, series } = partsOf(plot)
  const option = plot.option as { textStyle?: Record<string, unknown>; legend?: Record<string, unknown> }
  const named = series.length > 1
  const beside = yAxis.type === 'category'
  const left = beside ? Math.round(Math.min(widthPx * NAMES_SHARE_MOST, 24 + longest(yAxis) * LETTER_PX)) : NUMBERS_PX
  const room = widthPx - left - RIGHT_PX
  const names = xAxis.type === 'category' ? xAxis.data?.length ?? 0 : 0
  const each = names === 0 ? 0 : room / names
  const broken = names > 0 && each < longest(xAxis) * LETTER_PX + 6
  return {
    ...plot.option,
    animation: false,
    title: { show: false },
    backgroundColor: 'transparent',
    legend: { ...option.legend, show: named, type: 'scroll', top: 0, left: 0, right: 0, itemGap: 14 },
    grid: { left, right: RIGHT_PX, top: named ? LEGEND_PX : 10, bottom: broken && names <= 8 ? NAMES_BELOW_PX : AXIS_PX, containLabel: false },
    xAxis: {
      ...xAxis,
      nameGap: broken && names <= 8 ? 44 : 30,
      axisLabel: { ...xAxis.axisLabel, fontSize: 12, ...(names === 0 ? { hideOverlap: true } : { interval: broken && names > 8 ? everyNth(each, longest(xAxis)) : 0, width: Math.max(24, Math.floor(each) - 6), overflow: names > 8 ? 'none' : 'break' }) },
    },
    yAxis: { ...yAxis, nameGap: left - 16, axisLabel: { ...yAxis.axisLabel, fontSize: 12, ...(beside ? { width: left - 12, overflow: 'truncate' } : {}) } },
    tooltip: {
      trigger: series.some(({ type }) => type === 'boxplot') ? 'item' : 'axis',
      axisPointer: { type: xAxis.type === 'category' ? 'shadow' : 'line' },
      confine: true,
      transitionDuration: 0,
      backgroundColor: 'var(--color-raised)',
      borderWidth: 0,
      padding: [4, 8],
      extraCssText: 'box-shadow: var(--shadow-float); border-radius: 8px;',
      textStyle: { ...option.textStyle, fontSize: 12, color: 'var(--color-ink)' },
      valueFormatter: figure,
    },
  }
}

function longest({ data }: PlotAxis): number {
  return Math.max(0, ...(data ?? []).map((name) => String(name).length))
}

/** How many names are left out between two that are written. */
function everyNth(eachPx: number, letters: number): number {
  return Math.max(0, Math.ceil((letters * LETTER_PX + 8) / eachPx) - 1)
}

export function figure(value: unknown): string {
  if (Array.isArray(value)) return value.map(figure).join(', ')
  return typeof value === 'number' ? value.toLocaleString('en-US', { maximumSignificantDigits: 4 }) : value === '-' || value === null || value === undefined ? '–' : String(value)
}
