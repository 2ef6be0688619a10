import { ArrowUp } from 'lucide-react'

/** Something changed in a list that was kept still. */
export function RenewPill({ shown, onRenew }: { shown: boolean; onRenew(): void }) {
  if (!shown) return null
  return (
    <button type="button" onClick={onRenew} className="absolute top-11 left-1/2 z-20 inline-flex h-8 -translate-x-1/2 items-center gap-1.5 rounded-full bg-accent px-3.5 text-13 font-semibold text-on-accent shadow-float">
      <ArrowUp aria-hidden size={14} />
      There is news
    </button>
  )
}
