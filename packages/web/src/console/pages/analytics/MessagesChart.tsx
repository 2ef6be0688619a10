/** Messages a day, each channel in the colour it has everywhere. */
import { formatWhole } from '../../../design/number-format.ts'
import type { MessagesByDay } from '../../data/acting-addresses.ts'
import { ChartFigure } from '../../parts/chart/ChartFigure.tsx'
import { channelWord } from '../../parts/engagement/marks.tsx'
import { axisTop } from '../dashboard/hours-answer.ts'
import { dayColumns, messagesAnswer } from './analytics-words.ts'

const HEIGHT = 180
const LEFT = 38
const BOTTOM = 20
const TOP = 8
const LINES = 4
/** A date needs so much room. */
const DATE_PX = 56

const FILLS: Readonly<Record<string, string>> = {
  email: 'var(--color-series-1)', whatsapp: 'var(--color-series-6)', sms: 'var(--color-series-2)', 'payment-link': 'var(--color-series-3)', 'in-app': 'var(--color-series-4)', console: 'var(--color-series-5)', call: 'var(--color-ink-faint)', webhook: 'var(--color-line-strong)',
}
const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' })

export function MessagesChart({ items, note }: { items: MessagesByDay['items']; note: string }) {
  const columns = dayColumns(items)
  const channels = Object.keys(FILLS).filter((channel) => items.some((item) => item.channel === channel))
  const top = axisTop(Math.max(0, ...columns.map(({ sent }) => sent)))
  return (
    <ChartFigure
      title={messagesAnswer(items)} note={note} name="messages-by-day" heightPx={HEIGHT}
      rows={[['day', 'channel', 'sent'], ...items.map(({ day, channel, sent }) => [day, channel, String(sent)])]}
      legend={channels.length > 1 && <p className="mb-2 flex flex-wrap gap-x-4 gap-y-1 text-12 text-ink-soft">{channels.map((channel) => <span key={channel} className="inline-flex items-center gap-1.5"><span aria-hidden className="size-2.5 rounded-small" style={{ background: FILLS[channel] }} />{channelWord(channel)}</span>)}</p>}
    >
      {(width) => {
        const slot = columns.length === 0 ? 0 : (width - LEFT) / columns.length
        const tall = (sent: number) => (sent / top) * (HEIGHT - TOP - BOTTOM)
        const every = Math.max(1, Math.ceil(DATE_PX / Math.max(1, slot)))
        return (
          <>
            {Array.from({ length: LINES + 1 }, (_, line) => {
              const y = HEIGHT - BOTTOM - tall((top / LINES) * line)
              return (
                <g key={line}>
                  <line x1={LEFT} x2={width} y1={y} y2={y} stroke="var(--color-line)" shapeRendering="crispEdges" />
                  {line % 2 === 0 && <text x={LEFT - 8} y={y + 4} textAnchor="end" fontSize={12} fill="var(--color-ink-faint)">{formatWhole((top / LINES) * line)}</text>}
                </g>
              )
            })}
            {columns.map(({ day, parts, sent }, place) => {
              let below = 0
              const x = LEFT + place * slot
              return (
                <g key={day}>
                  <title>{`${DAY.format(Date.parse(day))}: ${formatWhole(sent)} sent${parts.length > 1 ? ` (${parts.map((part) => `${formatWhole(part.sent)} by ${channelWord(part.channel)}`).join(', ')})` : ''}`}</title>
                  <rect x={x} y={0} width={slot} height={HEIGHT} fill="transparent" />
                  {channels.map((channel) => {
                    const height = tall(parts.find((part) => part.channel === channel)?.sent ?? 0)
                    below += height
                    return height > 0 && <rect key={channel} x={x + Math.min(2, slot * 0.12)} y={HEIGHT - BOTTOM - below} width={Math.max(1, Math.min(48, slot - Math.min(4, slot * 0.24)))} height={height} fill={FILLS[channel]} />
                  })}
                  {place % every === 0 && x + DATE_PX * 0.75 <= width && <text x={x + Math.min(2, slot * 0.12)} y={HEIGHT - 5} fontSize={12} fill="var(--color-ink-faint)">{DAY.format(Date.parse(day))}</text>}
                </g>
              )
            })}
          </>
        )
      }}
    </ChartFigure>
  )
}
