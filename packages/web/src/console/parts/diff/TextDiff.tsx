/** Two texts or lists side by side, with what goes and what comes marked. On a narrow screen one stands above the other. */
import { clsx } from 'clsx'
import type { ReactNode } from 'react'
import { listDiff, wordDiff, type Stretch } from './word-diff.ts'

export function ListSides({ before, after, between, labels }: { before: readonly string[]; after: readonly string[]; between: 'lines' | 'commas'; labels?: SideLabels }) {
  const { gone, same, fresh } = listDiff(before, after)
  const entries = (kept: readonly string[], changed: readonly string[], Mark: typeof Gone) => {
    const all = [...kept.map((text) => ({ text, marked: false })), ...changed.map((text) => ({ text, marked: true }))]
    if (all.length === 0) return <span className="text-ink-faint">nothing</span>
    return between === 'lines' ? <ul className="flex flex-col gap-1">{all.map(({ text, marked }) => <li key={text}>{marked ? <Mark>{text}</Mark> : text}</li>)}</ul>
      : <span>{all.map(({ text, marked }, place) => <span key={text}>{place > 0 && ', '}{marked ? <Mark>{text}</Mark> : text}</span>)}</span>
  }
  return <Sides before={entries(same, gone, Gone)} after={entries(same, fresh, Fresh)} labels={labels} />
}

export function TextSides({ before, after, labels }: { before: string; after: string; labels?: SideLabels }) {
  const diff = wordDiff(before, after)
  return <Sides before={<Words stretches={diff.before} />} after={<Words stretches={diff.after} />} labels={labels} />
}

/** How the sides are told to those who listen: as it is and as it would be, unless said otherwise. */
export type SideLabels = readonly [before: string, after: string]
const NOW_AND_PROPOSED: SideLabels = ['Now', 'Proposed']

export function Sides({ before, after, labels = NOW_AND_PROPOSED }: { before: ReactNode; after: ReactNode; labels?: SideLabels | undefined }) {
  return (
    <div className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
      <Side label={labels[0]} className="border-line text-ink-soft">{before}</Side>
      <Side label={labels[1]} className="border-accent">{after}</Side>
    </div>
  )
}

function Side({ label, className, children }: { label: string; className: string; children: ReactNode }) {
  return (
    <div className={clsx('min-w-0 border-l-2 pl-3 break-words whitespace-pre-line', className)}>
      <span className="sr-only">{label}: </span>{children}
    </div>
  )
}

function Words({ stretches }: { stretches: readonly Stretch[] }) {
  if (stretches.length === 0) return <span className="text-ink-faint">nothing</span>
  return stretches.map(({ text, change }, place) => change === 'same' ? <span key={place}>{text}</span> : change === 'gone' ? <Gone key={place}>{text}</Gone> : <Fresh key={place}>{text}</Fresh>)
}

export function Gone({ children }: { children: ReactNode }) {
  return <del className="rounded-small bg-bad-soft decoration-bad/60">{children}</del>
}

export function Fresh({ children }: { children: ReactNode }) {
  return <ins className="rounded-small bg-good-soft decoration-good/60 underline-offset-2">{children}</ins>
}
