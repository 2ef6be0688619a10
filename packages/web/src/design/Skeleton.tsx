import { clsx } from 'clsx'

/** A grey shape where text or a picture will stand. Give it its size by class. */
export function Skeleton({ className }: { className?: string }) {
  return <span aria-hidden className={clsx('block animate-breathe rounded-medium bg-sunken', className)} />
}

/** Says once, for those who listen, that something is on its way; the shapes inside are for the eye. */
export function Loading({ what, children }: { what: string; children: React.ReactNode }) {
  return (
    <div role="status" aria-busy="true">
      <span className="sr-only">Loading {what}</span>
      {children}
    </div>
  )
}
