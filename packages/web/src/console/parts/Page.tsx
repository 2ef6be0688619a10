/** The frame of every page: a line with its name and its acts, then what scrolls. */
import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { ChevronLeft } from 'lucide-react'
import { useEffect, type ReactNode, type Ref } from 'react'

export interface PageProps {
  title: string
  /** Instead of the plain title, where it carries more than words. */
  heading?: ReactNode
  back?: { to: string; label: string }
  aside?: ReactNode
  actions?: ReactNode
  /** Between the heading and what scrolls: filters, tabs. */
  bar?: ReactNode
  /** Lists scroll by themselves and fill the height. */
  fills?: boolean
  scroller?: Ref<HTMLDivElement>
  children: ReactNode
}

export function Page({ title, heading, back, aside, actions, bar, fills = false, scroller, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Troupe console`
  }, [title])
  return (
    <div className="flex h-full min-h-0 flex-col">
      <header className="flex min-h-13 shrink-0 flex-wrap items-center gap-x-3 gap-y-1.5 px-4 py-2 sm:px-6">
        {back !== undefined && (
          <Link to={back.to} aria-label={`Back to ${back.label}`} title={back.label} className="-mr-1 -ml-2 grid size-8 shrink-0 place-items-center rounded-full text-ink-faint hover:bg-sunken hover:text-ink">
            <ChevronLeft aria-hidden size={18} />
          </Link>
        )}
        {heading ?? <h1 className="truncate text-16 font-semibold">{title}</h1>}
        {aside}
        {actions !== undefined && <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      {bar}
      {/* Words that are only read aloud are placed within what scrolls: else the document would grow by them. */}
      <div ref={scroller} className={clsx('min-h-0 flex-1', fills ? 'flex flex-col' : 'relative overflow-y-auto px-4 pb-12 sm:px-6')}>{children}</div>
    </div>
  )
}

export function Section({ title, aside, children, className }: { title: ReactNode; aside?: ReactNode; children: ReactNode; className?: string }) {
  return (
    <section className={clsx('min-w-0', className)}>
      <div className="mb-2 flex min-h-7 items-center justify-between gap-3">
        <h2 className="text-14 font-semibold">{title}</h2>
        {aside}
      </div>
      {children}
    </section>
  )
}

/** Names and values in two columns. */
export function Facts({ facts, className }: { facts: readonly (readonly [string, ReactNode])[]; className?: string }) {
  return (
    <dl className={clsx('grid grid-cols-[auto_1fr] gap-x-4 gap-y-1.5 text-13', className)}>
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-faint">{name}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
