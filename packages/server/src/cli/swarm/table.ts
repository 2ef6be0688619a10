/** A swarm as a table that fits the screen: who, how it stands, what it did. Pure: a roster and a time in, lines out. */
import { styleText } from 'node:util'
import type { AgentState } from '@troupe/contract'
import { cut, fit, plainCell } from './cells.ts'
import type { Counts, Line } from './roster.ts'

export interface TableView {
  readonly title: string
  readonly lines: readonly Line[]
  readonly total: Counts
  readonly nowMs: number
  readonly startedMs: number
  /** Null: until it is stopped. */
  readonly endsMs: number | null
}

export interface TableSize {
  readonly columns: number
  readonly rows: number
  readonly colours: boolean
}

type Colour = Parameters<typeof styleText>[0]

const COLOURS: Readonly<Record<AgentState, Colour>> = { ready: 'gray', idle: 'green', busy: 'cyan', asleep: 'yellow', paused: 'gray', failed: 'red', offline: 'gray' }

interface Column {
  readonly head: string
  readonly width: number
  readonly side: 'left' | 'right'
  readonly cell: (line: Line, nowMs: number) => string
  /** Left out of screens narrower than this. */
  readonly from: number
}

/** What is left after these is shared by the last act and the last thought. */
const COLUMNS: readonly Column[] = [
  { head: 'AGENT', width: 18, side: 'left', from: 0, cell: ({ username }) => username },
  { head: 'ARCHETYPE', width: 22, side: 'left', from: 120, cell: ({ archetype }) => archetype },
  { head: 'STATE', width: 7, side: 'left', from: 32, cell: ({ state }) => state },
  { head: 'WAKES', width: 6, side: 'right', from: 50, cell: ({ wakeMs, state }, nowMs) => wakeMs === null || state === 'paused' ? '' : state === 'busy' ? '' : span(wakeMs - nowMs) },
  { head: 'ACTS', width: 5, side: 'right', from: 70, cell: ({ counts }) => String(counts.acts) },
  { head: 'POSTS', width: 5, side: 'right', from: 90, cell: ({ counts }) => String(counts.posts) },
  { head: 'SAID', width: 4, side: 'right', from: 90, cell: ({ counts }) => String(counts.comments) },
  { head: 'LIKES', width: 5, side: 'right', from: 90, cell: ({ counts }) => String(counts.likes) },
]
/** A thought of fewer letters says nothing; then, and while nobody has one, the act has all the room. */
const THOUGHT_FROM = 150
const GAP = '  '
/** The cursor stands in the row below the last line. */
const ROWS_KEPT = 1

export function tableOf(view: TableView, { columns, rows, colours }: TableSize): string[] {
  const paint = (colour: Colour, text: string): string => colours ? styleText(colour, text, { validateStream: false }) : text
  const shown = COLUMNS.filter(({ from }) => columns >= from).map((column) => ({ ...column, width: Math.min(column.width, columns) }))
  const left = columns - shown.reduce((sum, { width }) => sum + width + GAP.length, 0)
  const thoughtWidth = columns >= THOUGHT_FROM && view.lines.some(({ thought }) => thought !== null) ? Math.floor(left * 0.4) : 0
  const actWidth = Math.max(0, left - (thoughtWidth > 0 ? thoughtWidth + GAP.length : 0))
  const heading = [...shown.map(({ head, width, side }) => fit(head, width, side)), fit('LAST ACT', actWidth), ...(thoughtWidth > 0 ? [fit('LAST THOUGHT', thoughtWidth)] : [])].join(GAP)
  const room = Math.max(1, rows - ROWS_KEPT - HEAD_ROWS)
  const chosen = chosenFor(view.lines, room)
  const body = chosen.map((line) => [
    ...shown.map(({ head, width, side, cell }) => {
      const text = fit(plainCell(cell(line, view.nowMs)), width, side)
      return head === 'STATE' ? paint(COLOURS[line.state], text) : text
    }),
    fit(plainCell(saidOf(line)), actWidth),
    ...(thoughtWidth > 0 ? [paint('gray', fit(plainCell(line.thought ?? ''), thoughtWidth))] : []),
  ].join(GAP).trimEnd())
  const hidden = view.lines.length - chosen.length
  return [
    cut(plainCell(view.title), columns), cut(ratesOf(view), columns), '', paint('bold', heading.trimEnd()), ...body,
    ...(hidden > 0 ? [cut(`… and ${hidden} more, who did nothing lately`, columns)] : []),
  ]
}

const HEAD_ROWS = 4

/** All in their order where there is room; else those who did something last. */
function chosenFor(lines: readonly Line[], room: number): readonly Line[] {
  if (lines.length <= room) return lines
  const latest = new Set([...lines].sort((a, b) => b.actedMs - a.actedMs).slice(0, Math.max(0, room - 1)))
  return lines.filter((line) => latest.has(line))
}

function saidOf({ state, reason, act }: Line): string {
  return (state === 'failed' || state === 'asleep') && reason !== null ? reason : act ?? ''
}

/** `6 agents · 0:42 of 1:00 · 38 acts, 54 a minute · 9 posts · …` */
export function ratesOf({ lines, total, nowMs, startedMs, endsMs }: Omit<TableView, 'title'>): string {
  const passedMs = Math.max(1, nowMs - startedMs)
  const states = Map.groupBy(lines, ({ state }) => state)
  const standing = (['busy', 'asleep', 'failed', 'paused'] as const).flatMap((state) => states.has(state) ? [`${states.get(state)?.length} ${state}`] : [])
  return [
    counted(lines.length, 'agent'), `${passedMs < 500 ? '0:00' : span(passedMs)}${endsMs === null ? '' : ` of ${span(endsMs - startedMs)}`}`, `${counted(total.acts, 'act')}, ${Math.round(total.acts / passedMs * 60_000)} a minute`,
    counted(total.posts, 'post'), counted(total.comments, 'comment'), counted(total.likes, 'like'), ...standing,
  ].join(' · ')
}

export function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}

/** `0:07`, `12:30`, `3 h 5`; what is past is `now`. */
export function span(ms: number): string {
  const seconds = Math.round(ms / 1000)
  if (seconds <= 0) return 'now'
  const minutes = Math.floor(seconds / 60)
  return minutes < 60 ? `${minutes}:${String(seconds % 60).padStart(2, '0')}` : `${Math.floor(minutes / 60)} h ${minutes % 60}`
}
