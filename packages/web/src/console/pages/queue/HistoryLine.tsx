/** What became of an action, as one line from planned to its receipts. */
import type { ActionDetail } from '@troupe/contract'
import { Ban, CalendarClock, Hand, Inbox, Pencil, RotateCcw, Search, Send, ShieldCheck, type LucideIcon } from 'lucide-react'
import { capital, plainName } from '../../parts/action-words.ts'
import { ClockTime } from '../../parts/ClockTime.tsx'
import { actionWord } from '../../parts/engagement/acting-marks.tsx'

type Entry = ActionDetail['history'][number]

const LOOKS: Readonly<Record<Entry['kind'], { Icon: LucideIcon; word: string }>> = {
  planned: { Icon: CalendarClock, word: 'Planned' },
  verdict: { Icon: ShieldCheck, word: 'The gate' },
  approval: { Icon: Hand, word: 'A person' },
  attempt: { Icon: Send, word: 'Handed to the vendor' },
  receipt: { Icon: Inbox, word: 'The vendor says' },
  cancelled: { Icon: Ban, word: 'Cancelled' },
  reconciled: { Icon: Search, word: 'Looked for at the vendor' },
  replayed: { Icon: RotateCcw, word: 'Replayed' },
  edited: { Icon: Pencil, word: 'Put otherwise' },
}

export function HistoryLine({ history }: { history: ActionDetail['history'] }) {
  return (
    <ol aria-label="What became of it">
      {history.map(({ at, kind, state, policy, reason }, place) => {
        const { Icon, word } = LOOKS[kind]
        return (
          <li key={`${at} ${place}`} className="relative grid grid-cols-[1.5rem_minmax(0,1fr)_auto] gap-x-2 pb-2.5">
            {place < history.length - 1 && <span aria-hidden className="absolute top-5 bottom-0 left-3 w-px bg-line-strong" />}
            <span className="grid size-6 place-items-center text-ink-faint"><Icon aria-hidden size={14} /></span>
            <div className="min-w-0 pt-0.5">
              <span className="font-medium">{word}</span>
              {policy !== null && <span className="text-ink-soft">: {plainName(policy)}</span>}
              {state !== null && kind !== 'planned' && <span className="text-ink-faint"> → {actionWord(state)}</span>}
              {reason !== null && <p className="text-13 text-pretty break-words text-ink-soft">{capital(reason)}</p>}
            </div>
            <ClockTime instant={at} className="tabular pt-0.5 text-12 text-ink-faint" />
          </li>
        )
      })}
    </ol>
  )
}
