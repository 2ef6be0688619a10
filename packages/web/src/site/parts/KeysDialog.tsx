import { X } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { KeyList } from '../../design/KeyList.tsx'
import { SITE_KEYS } from '../site-keys.ts'

/** The browser's own dialog: it holds the focus, closes on Esc, and costs the first page no script. */
export function KeysDialog({ onClose }: { onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null)
  useEffect(() => dialog.current?.showModal(), [])
  return (
    <dialog
      ref={dialog}
      aria-labelledby="keys"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && dialog.current.close()}
      className="m-auto w-[min(24rem,calc(100vw-2rem))] rounded-large border-0 bg-raised p-0 text-14 text-ink-soft shadow-float backdrop:bg-[rgb(20_14_10/0.45)]"
    >
      <div className="p-5">
        <div className="mb-4 flex items-center justify-between">
          <h2 id="keys" className="text-16 font-bold text-ink">Keys</h2>
          <button type="button" aria-label="Close" onClick={() => dialog.current?.close()} className="-m-1 grid size-8 place-items-center rounded-full text-ink-faint hover:bg-sunken hover:text-ink">
            <X aria-hidden size={16} />
          </button>
        </div>
        <KeyList meanings={SITE_KEYS} />
      </div>
    </dialog>
  )
}
