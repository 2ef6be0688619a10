import type { Enrichment } from '@troupe/contract'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../../design/Button.tsx'
import { Ago } from '../../parts/Ago.tsx'
import { Section } from '../../parts/Page.tsx'
import { madeBy } from './generator-words.ts'
import { undo } from './undo.ts'

const STATE_WORDS: Readonly<Record<Enrichment['state'], string>> = { waiting: 'waits', proposed: 'to decide', applied: 'accepted', dismissed: 'dismissed', undone: 'undone', failed: 'failed' }

/** Earlier proposals of a persona. What was accepted can be undone while nobody has changed it since. */
export function EnrichmentHistory({ items, personaId }: { items: readonly Enrichment[]; personaId: string }) {
  const [busy, setBusy] = useState(false)
  if (items.length === 0) return null
  return (
    <Section title="Earlier proposals">
      <ul className="divide-y divide-line border-t border-line">
        {items.map(({ id, runId, state, accepted, generator, costMicros, createdAt }) => (
          <li key={id} className="flex min-h-9 flex-wrap items-center gap-x-3 py-1">
            <span className="w-20 font-medium">{STATE_WORDS[state]}</span>
            <span className="min-w-0 flex-1 text-ink-soft">{accepted.length > 0 ? `${accepted.join(', ')}. ` : ''}{madeBy({ generator, costMicros })}{runId !== null && <>, in <Link to="/enrichments/$runId" params={{ runId }} className="text-accent hover:underline">a run over many</Link></>}</span>
            <span className="text-12 text-ink-faint"><Ago instant={createdAt} /></span>
            {state === 'applied' && <Button size="small" disabled={busy} onClick={() => { setBusy(true); void undo(personaId, id).finally(() => setBusy(false)) }}>Undo</Button>}
          </li>
        ))}
      </ul>
    </Section>
  )
}
