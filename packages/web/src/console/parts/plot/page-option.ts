/**
 * The server's plot as it stands on a page: title and caveats are the page's own words beside it, the drawing takes the
 * room there is, and says its numbers under the pointer.
 */
import { partsOf, type Plot, type PlotAxis, type PlotOption } from './plot.ts'

/** Beside a row of names the drawing needs some room still. */
const NAMES_SHARE_MOST = 0.38
const LETTER_PX = 6.6
const NUMBERS_PX = 62
/** Of a legend: each line, what stands before a name, and the room around it. */
const LEGEND_LINE_PX = 20
const LEGEND_MARK_PX = 40
/** The vertical axis is named above it, across, where long names have room. */
const AXIS_NAME_PX = 26
const AXIS_PX = 50
/** Names in lines of two or three words need more room below. */
const NAMES_BELOW_PX = 66
const RIGHT_PX = 14
const LINE_PX = 14

export function pageOption(plot: Plot, widthPx: number): PlotOption {
  const { xAxis, yAxis, series } = partsOf(plot)
  const option = plot.option as { textStyle?: Record<string, unknown>; legend?: { show?: boolean; data?: readonly string[] } }
  const legend = option.legend?.data ?? series.flatMap(({ name }) => (name === undefined ? [] : [name]))
  const named = legend.length > 1 || option.legend?.show === true
  const legendPx = named ? legendLines(legend, widthPx) * LEGEND_LINE_PX + 8 : 0
  const beside = yAxis.type === 'category'
  const left = beside ? Math.round(Math.min(widthPx * NAMES_SHARE_MOST, 24 + longest(yAxis) * LETTER_PX)) : NUMBERS_PX
  const room = widthPx - left - RIGHT_PX
  const names = xAxis.type === 'category' ? xAxis.data?.length ?? 0 : 0
  const each = names === 0 ? 0 : room / names
  const nameLines = (xAxis.name ?? '').length * LETTER_PX > room ? 2 : 1
  const broken = names > 0 && each < longest(xAxis) * LETTER_PX + 6
  return {
    ...plot.option,
    animation: false,
    title: { show: false },
    backgroundColor: 'transparent',
    legend: { ...option.legend, show: named, type: 'plain', top: 3, left: 0, width: widthPx, itemGap: 12, padding: 0 },
    grid: { left, right: RIGHT_PX, top: legendPx + (yAxis.name === undefined || yAxis.name === '' ? 10 : AXIS_NAME_PX), bottom: (broken && names <= 8 ? NAMES_BELOW_PX : AXIS_PX) + (nameLines - 1) * LINE_PX, containLabel: false },
    xAxis: {
      ...xAxis,
      nameGap: broken && names <= 8 ? 44 : 30,
      nameTextStyle: { ...xAxis.nameTextStyle, fontSize: 12, lineHeight: LINE_PX, width: room, overflow: 'break' },
      axisLabel: { ...xAxis.axisLabel, fontSize: 12, lineHeight: LINE_PX, ...(names === 0 ? { hideOverlap: true } : { interval: broken && names > 8 ? everyNth(each, longest(xAxis)) : 0, width: Math.max(24, Math.floor(each) - 6), overflow: names > 8 ? 'none' : 'break' }) },
    },
    yAxis: { ...yAxis, nameLocation: 'end', nameGap: 8, nameTextStyle: { ...yAxis.nameTextStyle, fontSize: 12, align: 'left', padding: [0, 0, 0, 4 - left] }, axisLabel: { ...yAxis.axisLabel, fontSize: 12, ...(beside ? { width: left - 12, overflow: 'truncate' } : {}) } },
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
      valueFormatter: (value: unknown) => figure(value),
    },
  }
}

function legendLines(names: readonly string[], widthPx: number): number {
  let [lines, used] = [1, 0]
  for (const name of names) {
    const px = name.length * LETTER_PX + LEGEND_MARK_PX
    if (used > 0 && used + px > widthPx) [lines, used] = [lines + 1, 0]
    used += px
  }
  return lines
}

function longest({ data }: PlotAxis): number {
  return Math.max(0, ...(data ?? []).map((name) => String(name).length))
}

/** How many names are left out between two that are written. */
function everyNth(eachPx: number, letters: number): number {
  return Math.max(0, Math.ceil((letters * LETTER_PX + 8) / eachPx) - 1)
}

export function figure(value: unknown, digits: number = 4): string {
  if (Array.isArray(value)) return value.map((each) => figure(each, digits)).join(', ')
  // Before the point all are written: 12,345 is a count.
  return typeof value === 'number' ? value.toLocaleString('en-US', Math.abs(value) >= 10 ** digits ? { maximumFractionDigits: 0 } : { maximumSignificantDigits: digits }) : value === '-' || value === null || value === undefined ? '–' : String(value)
}
