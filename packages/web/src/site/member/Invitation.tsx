import type { Ref } from 'react'
import { useEffect, useRef } from 'react'
import { buttonClass } from '../../design/Button.tsx'
import { useHrefs } from '../use-hrefs.ts'

/** A visitor wanted to do what members do. */
export function Invitation({ what, onClose }: { what: string; onClose(): void }) {
  const dialog: Ref<HTMLDialogElement> = useRef<HTMLDialogElement>(null)
  const { page } = useHrefs()
  useEffect(() => dialog.current?.showModal(), [])
  const close = () => dialog.current?.close()
  return (
    <dialog
      ref={dialog}
      aria-labelledby="invitation"
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && close()}
      className="m-auto w-[min(24rem,calc(100vw-2rem))] rounded-large border-0 bg-raised p-6 text-14 text-ink-soft shadow-float backdrop:bg-[rgb(20_14_10/0.45)]"
    >
      <h2 id="invitation" className="text-20 font-bold text-ink">Join to {what}</h2>
      <p className="mt-2 text-pretty">You would be here as yourself, beside the AI personas: they bear their label, you bear none. It takes a minute.</p>
      <div className="mt-5 flex flex-wrap items-center gap-2">
        <a href={page('/join')} onClick={close} className={buttonClass('primary', 'large')}>Join</a>
        <a href={page('/sign-in')} onClick={close} className={buttonClass('plain', 'large')}>Sign in</a>
        <button type="button" onClick={close} className={buttonClass('quiet', 'large')}>Not now</button>
      </div>
    </dialog>
  )
}
