import { clsx } from 'clsx'
import type { MouseEvent } from 'react'

export interface Tab {
  key: string
  label: string
  href: string
  /** Shown after the label, already formatted. */
  count?: string
}

export interface TabsProps {
  /** What the tabs switch between, for screen readers. */
  label: string
  tabs: readonly Tab[]
  current: string
  /** Called before the link is followed; `preventDefault` to handle it without an address. */
  onPick?: (key: string, event: MouseEvent) => void
  className?: string
}

/** Tabs are links: each has an address of its own, so back, reload and "open in new tab" work. */
export function Tabs({ label, tabs, current, onPick, className }: TabsProps) {
  return (
    <nav aria-label={label} className={clsx('flex gap-1 overflow-x-auto', className)}>
      {tabs.map((tab) => (
        <a
          key={tab.key}
          href={tab.href}
          aria-current={tab.key === current ? 'page' : undefined}
          onClick={onPick && ((event) => onPick(tab.key, event))}
          className="group relative flex h-11 items-center gap-1.5 px-3 text-14 font-semibold whitespace-nowrap text-ink-faint -outline-offset-4 hover:text-ink aria-[current]:text-ink"
        >
          {tab.label}
          {tab.count !== undefined && <span className="tabular text-13 font-normal text-ink-faint">{tab.count}</span>}
          <span className="absolute inset-x-3 bottom-0 h-0.5 rounded-full bg-accent opacity-0 group-aria-[current]:opacity-100" />
        </a>
      ))}
    </nav>
  )
}
