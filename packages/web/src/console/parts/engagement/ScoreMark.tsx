/** A lead's score with the reasons behind it, on a click or when the pointer rests on it. */
import { useQuery } from '@tanstack/react-query'
import { Popover } from 'radix-ui'
import { useEffect, useRef, useState } from 'react'
import { answerOf, causeOf } from '../../data/api.ts'
import { leadScorePath, type LeadScore } from '../../data/engagement-addresses.ts'

const RESTS_MS = 250
const FRESH_MS = 10_000

export function ScoreMark({ leadId, score }: { leadId: string; score: number }) {
  const [open, setOpen] = useState(false)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  const rested = useRef(false)
  const leave = () => clearTimeout(timer.current)
  useEffect(() => () => clearTimeout(timer.current), [])
  const change = (next: boolean) => {
    // What a click or Escape decided, no resting pointer takes back.
    leave()
    rested.current = false
    setOpen(next)
  }
  const rest = () => {
    rested.current = true
    setOpen(true)
  }
  return (
    <Popover.Root open={open} onOpenChange={change}>
      <Popover.Trigger asChild>
        <button
          type="button"
          aria-label={`Score ${score}: why`}
          onPointerEnter={(event) => {
            if (event.pointerType === 'mouse' && !open) timer.current = setTimeout(rest, RESTS_MS)
          }}
          onPointerLeave={leave}
          onClick={(event) => {
            // It came by itself on the way to this click, which asked for it.
            if (rested.current) event.preventDefault()
            rested.current = false
          }}
          className="tabular inline-flex items-center gap-1.5 rounded-small px-1 hover:bg-pressed"
        >
          <span aria-hidden className="h-1.5 w-8 overflow-hidden rounded-full bg-pressed"><span className="block h-full rounded-full bg-accent" style={{ width: `${score}%` }} /></span>
          <span className="w-6 text-right font-medium">{score}</span>
        </button>
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content align="end" sideOffset={4} collisionPadding={8} onOpenAutoFocus={(event) => event.preventDefault()} onCloseAutoFocus={(event) => event.preventDefault()} onPointerLeave={() => change(false)} className="z-50 w-72 rounded-medium bg-raised p-3 text-13 shadow-float outline-none">
          <Reasons leadId={leadId} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}

function Reasons({ leadId }: { leadId: string }) {
  const { data, error } = useQuery(answerOf(leadScorePath(leadId), { freshMs: FRESH_MS }))
  if (error !== null) return <p className="text-bad">{causeOf(error)}</p>
  if (data === undefined) return <p className="text-ink-faint">Reckoning…</p>
  return <ScoreReasons score={data} />
}

export function ScoreReasons({ score: { score, reasons, personaClass } }: { score: LeadScore }) {
  return (
    <>
      <p className="mb-2 flex items-baseline gap-2"><span className="tabular text-20 font-semibold">{score}</span><span className="text-ink-faint">of 100 · {personaClass}</span></p>
      {reasons.length === 0 ? <p className="text-ink-faint">Nothing has happened yet that counts.</p> : (
        <dl className="grid grid-cols-[auto_1fr] gap-x-3 gap-y-1">
          {reasons.map(({ points, why }) => (
            <div key={why} className="contents">
              <dt className={`tabular text-right font-medium ${points < 0 ? 'text-bad' : 'text-good'}`}>{points < 0 ? '−' : '+'}{Math.abs(points)}</dt>
              <dd className="text-pretty">{why}</dd>
            </div>
          ))}
        </dl>
      )}
    </>
  )
}
