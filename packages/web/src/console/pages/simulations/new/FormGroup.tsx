import type { ReactNode } from 'react'

/** A part of a long form: what it is about at the left, its fields at the right. */
export function FormGroup({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  return (
    <fieldset className="grid min-w-0 gap-x-10 gap-y-3 border-t border-line py-5 md:grid-cols-[12rem_minmax(0,1fr)]">
      <legend className="sr-only">{title}</legend>
      <div aria-hidden>
        <p className="text-14 font-semibold">{title}</p>
        <p className="mt-0.5 text-12 text-pretty text-ink-faint">{about}</p>
      </div>
      <div className="flex max-w-xl min-w-0 flex-col gap-4">{children}</div>
    </fieldset>
  )
}
