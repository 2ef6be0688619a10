import { clsx } from 'clsx'

/** What a live list is doing. `waiting` counts what came in and isn't shown yet. */
export type LiveState =
  | { state: 'connecting' }
  | { state: 'live' }
  | { state: 'paused'; waiting: number }
  | { state: 'reconnecting'; ageMs: number }

/** live · paused (12 new) · reconnecting (data 8 s old): a shape and a word, never colour alone. */
export function LiveMark({ live, className }: { live: LiveState; className?: string }) {
  const detail = detailOf(live)
  return (
    <span className={clsx('tabular inline-flex items-center gap-1.5 text-12 whitespace-nowrap text-ink-faint', className)}>
      <Shape state={live.state} />
      <span role="status">{live.state}</span>
      {/* Outside the status: who listens should not be told every second. */}
      {detail !== null && <span data-detail>({detail})</span>}
    </span>
  )
}

function Shape({ state }: { state: LiveState['state'] }) {
  if (state === 'live') return <span aria-hidden className="size-2 rounded-full bg-good" />
  if (state === 'paused') {
    return (
      <span aria-hidden className="flex gap-0.5">
        <span className="h-2 w-0.5 bg-wait" />
        <span className="h-2 w-0.5 bg-wait" />
      </span>
    )
  }
  return <span aria-hidden className="size-2 animate-breathe rounded-full border-2 border-wait" />
}

function detailOf(live: LiveState): string | null {
  switch (live.state) {
    case 'connecting':
    case 'live':
      return null
    case 'paused':
      return live.waiting === 0 ? null : `${live.waiting} new`
    case 'reconnecting': {
      const seconds = Math.round(live.ageMs / 1000)
      return seconds < 120 ? `data ${seconds} s old` : `data ${Math.round(seconds / 60)} min old`
    }
  }
}
