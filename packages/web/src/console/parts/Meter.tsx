import { clsx } from 'clsx'

/** From where a budget warns (SPEC B8). */
const WARN_SHARE = 0.8

export function Meter({ label, share }: { label: string; share: number }) {
  const percent = Math.round(Math.min(1, Math.max(0, share)) * 100)
  return (
    <div role="meter" aria-label={label} aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100} className="relative h-2 overflow-hidden rounded-full bg-pressed">
      <div className={clsx('h-full rounded-full', share >= 1 ? 'bg-bad' : share >= WARN_SHARE ? 'bg-wait' : 'bg-accent')} style={{ width: `${percent}%` }} />
      <span aria-hidden title="Warns from here" className="absolute inset-y-0 w-px bg-page" style={{ left: `${WARN_SHARE * 100}%` }} />
    </div>
  )
}
