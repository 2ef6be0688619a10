import type { ReactNode } from 'react'

export interface EmptyStateProps {
  icon?: ReactNode
  /** What would be here. */
  title: string
  children?: ReactNode
  /** The one act that fills it. */
  action?: ReactNode
}

export function EmptyState({ icon, title, children, action }: EmptyStateProps) {
  return (
    <div className="mx-auto flex max-w-sm flex-col items-center px-6 py-14 text-center">
      {icon !== undefined && (
        <div aria-hidden className="mb-4 grid size-12 place-items-center rounded-full bg-accent-soft text-accent">
          {icon}
        </div>
      )}
      <p className="text-16 font-semibold text-ink">{title}</p>
      {children !== undefined && <div className="mt-1 text-14 text-pretty text-ink-soft">{children}</div>}
      {action !== undefined && <div className="mt-5">{action}</div>}
    </div>
  )
}
