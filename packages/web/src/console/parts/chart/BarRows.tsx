/** Bars beside their names, the longest first or as they are given; each says its number. */
import { ChartFigure, type ChartFigureProps } from './ChartFigure.tsx'

export interface BarRow {
  label: string
  value: number
  /** The number as it is read. */
  words: string
}

const ROW_PX = 30
const BAR_PX = 18
const LETTER_PX = 7
const LABEL_SHARE_MOST = 0.36

export function BarRows({ bars, fill = 'var(--color-series-1)', ...figure }: { bars: readonly BarRow[]; fill?: string } & Omit<ChartFigureProps, 'children' | 'heightPx'>) {
  const most = Math.max(0, ...bars.map(({ value }) => value))
  return (
    <ChartFigure {...figure} heightPx={Math.max(1, bars.length) * ROW_PX}>
      {(width) => {
        const left = Math.min(width * LABEL_SHARE_MOST, 12 + Math.max(0, ...bars.map(({ label }) => label.length)) * LETTER_PX)
        const right = 8 + Math.max(0, ...bars.map(({ words }) => words.length)) * LETTER_PX
        const room = Math.max(0, width - left - right)
        const letters = Math.floor((left - 8) / LETTER_PX)
        return bars.map(({ label, value, words }, place) => {
          const middle = place * ROW_PX + ROW_PX / 2
          const length = most === 0 ? 0 : Math.max(value > 0 ? 2 : 0, (value / most) * room)
          return (
            <g key={`${label} ${place}`}>
              <title>{`${label}: ${words}`}</title>
              <text x={0} y={middle + 4} fontSize={13} fill="var(--color-ink-soft)">{label.length > letters ? `${label.slice(0, Math.max(1, letters - 1))}…` : label}</text>
              <rect x={left} y={middle - BAR_PX / 2} width={length} height={BAR_PX} rx={3} fill={fill} />
              <text x={left + length + 6} y={middle + 4} fontSize={12} fill="var(--color-ink-faint)">{words}</text>
            </g>
          )
        })
      }}
    </ChartFigure>
  )
}
