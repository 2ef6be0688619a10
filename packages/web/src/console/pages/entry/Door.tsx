import { useEffect, type ReactNode } from 'react'
import { ThemeSwitch } from '../../../design/ThemeSwitch.tsx'
import { Wordmark } from '../../app/Wordmark.tsx'

/** The frame of the pages one meets before being signed in. */
export function Door({ title, lead, children }: { title: string; lead: ReactNode; children: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · Troupe console`
  }, [title])
  return (
    <div className="flex min-h-dvh flex-col bg-sunken/50">
      <header className="flex h-14 items-center justify-between px-5"><Wordmark /><ThemeSwitch /></header>
      <main className="mx-auto flex w-full max-w-md flex-1 flex-col justify-center px-5 pt-4 pb-20">
        <h1 className="text-28 font-semibold tracking-tight text-balance">{title}</h1>
        <div className="mt-2 mb-7 text-14 text-pretty text-ink-soft">{lead}</div>
        {children}
      </main>
    </div>
  )
}
