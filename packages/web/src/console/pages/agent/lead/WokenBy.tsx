import type { Agent } from '@troupe/contract'
import { Zap } from 'lucide-react'

/** Which events wake it, each with whether a filter narrows it. */
export function WokenBy({ agent: { triggers } }: { agent: Agent }) {
  return (
    <section aria-label="What wakes it" className="mb-5">
      {triggers.length === 0 ? <p className="text-13 text-ink-faint">Nothing wakes it: it has no triggers.</p> : (
        <ul className="flex flex-wrap gap-1.5">
          {triggers.map(({ eventType, filter }) => (
            <li key={`${eventType} ${JSON.stringify(filter)}`} title={filter === null ? undefined : JSON.stringify(filter)} className="inline-flex h-7 items-center gap-1.5 rounded-full bg-sunken px-2.5 text-12">
              <Zap aria-hidden size={12} className="text-ink-faint" />{eventType === '*' ? 'any event' : <span className="font-mono">{eventType}</span>}{filter !== null && <span className="text-ink-faint">filtered</span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
