/**
 * A plot as plain data that ECharts draws: on a page as it is, here into SVG. Its title says the answer, its axes their
 * units; everything in it is JSON, so that a page can fetch it.
 */
import type { ComposeOption } from 'echarts/core'
import type { BarSeriesOption, BoxplotSeriesOption, LineSeriesOption } from 'echarts/charts'
import type { GridComponentOption, LegendComponentOption, MarkLineComponentOption, TitleComponentOption } from 'echarts/components'
import { COLOURS, type Theme } from './colours.ts'

/** Pixels of the drawing; a page may scale it. */
export const WIDTH = 880
const HEIGHT = 500

export type PlotOption = ComposeOption<
  BarSeriesOption | BoxplotSeriesOption | LineSeriesOption | GridComponentOption | LegendComponentOption | MarkLineComponentOption | TitleComponentOption
>

export interface Plot {
  /** Names files: `activity`, `followers`. */
  readonly name: string
  readonly title: string
  /** What was looked at, and caveats. */
  readonly subtitle: string
  /** Pixels; more rows need more. */
  readonly height: number
  readonly option: PlotOption
}

export interface Axis {
  readonly name: string
  readonly type: 'value' | 'log' | 'category'
  readonly categories?: readonly string[]
  readonly min?: number
  readonly max?: number
  /** Need not reach to 0, where differences are small beside the values. */
  readonly scale?: boolean
  /** A number and a line each so many units. */
  readonly every?: number
}

export interface Drawing {
  readonly name: string
  readonly title: string
  readonly subtitle: string
  readonly x: Axis
  readonly y: Axis
  readonly series: readonly (BarSeriesOption | BoxplotSeriesOption | LineSeriesOption)[]
  /** Room for the labels of the vertical axis, in pixels. */
  readonly left?: number
  /** Series that the legend names; all that have a name unless given. */
  readonly legend?: readonly string[]
  readonly height?: number
}

export const FONT = 'Figtree, ui-sans-serif, system-ui, sans-serif'
const LEFT = 72
const RIGHT = 40
const NAMES_IN_LINES = 8
/** Pixels of a line of the title. */
const TITLE_WIDTH = 800
/** Letters that surely fit it. Lines are broken here, at spaces: ECharts takes a minus before a number for the end of a word. */
const TITLE_LETTERS = 84
const SUBTITLE_LETTERS = 134

export function plotOf({ name, title, subtitle, x, y, series, left = LEFT, legend, height = HEIGHT }: Drawing, theme: Theme): Plot {
  const colours = COLOURS[theme]
  return {
    name,
    title,
    subtitle,
    height,
    option: {
      animation: false,
      backgroundColor: colours.page,
      color: [...colours.series],
      textStyle: { fontFamily: FONT, fontSize: 13, color: colours.inkSoft },
      title: {
        text: inLines(title, TITLE_LETTERS),
        subtext: inLines(subtitle, SUBTITLE_LETTERS),
        left: 20,
        top: 16,
        itemGap: 6,
        textStyle: { fontFamily: FONT, fontSize: 18, fontWeight: 600, color: colours.ink, width: TITLE_WIDTH, overflow: 'break' },
        subtextStyle: { fontFamily: FONT, fontSize: 12, color: colours.inkFaint, width: TITLE_WIDTH, overflow: 'break' },
      },
      legend: { show: (legend ?? series).length > 1, ...(legend === undefined ? {} : { data: [...legend] }), top: 92, left: left - 5, itemWidth: 16, itemHeight: 8, itemGap: 20, selectedMode: false, textStyle: { fontFamily: FONT, fontSize: 13, color: colours.inkSoft } },
      grid: { left, right: RIGHT, top: 132, bottom: 72, containLabel: false },
      xAxis: axisOf(x, theme, x.type === 'category' ? 44 : 34, roomOf(x, left)),
      yAxis: { ...axisOf(y, theme, left - 20, y.type === 'category' ? { interval: 0, hideOverlap: false } : {}), inverse: y.type === 'category' },
      series: [...series],
    },
  }
}

function inLines(text: string, most: number): string {
  return text.split('\n').flatMap((paragraph) => {
    const lines: string[] = []
    for (const word of paragraph.split(' ')) {
      const last = lines.at(-1)
      if (last === undefined || last.length + 1 + word.length > most) lines.push(word)
      else lines[lines.length - 1] = `${last} ${word}`
    }
    return lines
  }).join('\n')
}

/** For each name, so that all of them are written: below a horizontal axis in two lines where they are few, else cut short. */
function roomOf({ categories }: Axis, left: number): Record<string, unknown> {
  if (!categories) return {}
  return { interval: 0, hideOverlap: false, width: Math.floor((WIDTH - left - RIGHT) / Math.max(1, categories.length)) - 6, overflow: categories.length > NAMES_IN_LINES ? 'truncate' : 'break' }
}

function axisOf({ name, type, categories, min, max, scale, every }: Axis, theme: Theme, nameGap: number, room: Record<string, unknown> = {}): Record<string, unknown> {
  const colours = COLOURS[theme]
  return {
    type,
    name,
    nameLocation: 'middle',
    nameGap,
    nameTextStyle: { fontFamily: FONT, fontSize: 13, color: colours.inkSoft },
    axisLabel: { fontFamily: FONT, fontSize: 12, color: colours.inkFaint, hideOverlap: true, ...room },
    axisLine: { show: true, lineStyle: { color: colours.lineStrong } },
    axisTick: { show: false },
    splitLine: { show: type !== 'category', lineStyle: { color: colours.line } },
    ...(categories ? { data: [...categories] } : {}),
    ...(scale === true ? { scale } : {}),
    ...(every === undefined ? {} : { interval: every }),
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
  }
}
