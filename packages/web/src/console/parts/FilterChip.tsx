import { X } from 'lucide-react'

/** A narrowing that has no menu: what it is, and a way out. */
export function FilterChip({ label, onClear }: { label: string; onClear(): void }) {
  return (
    <button type="button" title="Take this filter away" onClick={onClear} className="inline-flex h-8 shrink-0 items-center gap-1.5 rounded-full border border-accent bg-accent-soft px-3 text-13 font-medium whitespace-nowrap text-accent">
      {label}<X size={13} aria-hidden />
    </button>
  )
}

export function ClearFilters({ onClear }: { onClear(): void }) {
  return (
    <button type="button" onClick={onClear} className="inline-flex h-8 shrink-0 items-center gap-1 rounded-full px-2 text-13 text-ink-faint hover:text-ink">
      <X size={13} aria-hidden />Clear
    </button>
  )
}
