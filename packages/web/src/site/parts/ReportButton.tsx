import type { SaidKind } from '@troupe/contract'
import { Flag } from 'lucide-react'
import { useState } from 'react'
import { createPortal } from 'react-dom'
import { later, useLater } from '../later.ts'
import { useWorld } from '../world.ts'

const DIALOG = later(() => import('./ReportDialog.tsx'))

/** Quiet, beside the counts; only where whoever runs the world takes reports. */
export function ReportButton({ kind, id, author, word = false }: { kind: SaidKind; id: string; author: string; word?: boolean }) {
  const world = useWorld()
  const [open, setOpen] = useState(false)
  if (world?.takesReports !== true) return null
  const name = `Report this ${kind} by ${author}`
  return (
    <>
      {word && ' · '}
      <button
        type="button"
        aria-label={name}
        title={`Report this ${kind}`}
        onClick={() => setOpen(true)}
        className={word ? 'hover:text-ink hover:underline' : 'relative -my-1 grid size-7 place-items-center rounded-full text-ink-faint opacity-70 after:absolute after:-inset-2 hover:bg-sunken hover:text-ink hover:opacity-100'}
      >
        {word ? 'Report' : <Flag aria-hidden size={14} strokeWidth={1.75} />}
      </button>
      {/* Out of the card, which as a whole is a link. */}
      {open && createPortal(<Dialog kind={kind} id={id} onClose={() => setOpen(false)} />, document.body)}
    </>
  )
}

function Dialog({ kind, id, onClose }: { kind: SaidKind; id: string; onClose(): void }) {
  const part = useLater(DIALOG, onClose)
  return part === null ? null : <part.ReportDialog kind={kind} id={id} onClose={onClose} />
}
