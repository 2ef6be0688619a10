/** Enriching all personas that match: how many, by what, and whether to look at each proposal first. */
import type { EnrichmentPlan, EnrichmentRun } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../../design/Button.tsx'
import { counted } from '../../../design/number-format.ts'
import { ENRICHMENT_RUNS, type PersonaQuery } from '../../data/addresses.ts'
import { causeOf, refresh, send } from '../../data/api.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { Choice } from '../../parts/fields.tsx'
import { Note } from '../../parts/Note.tsx'
import { useArchetypeLabel } from '../../parts/use-archetype-label.ts'
import { writer } from './generator-words.ts'

export function EnrichManyDialog({ filter, onClose }: { filter: PersonaQuery; onClose(): void }) {
  const navigate = useNavigate()
  const [mode, setMode] = useState<'look' | 'apply'>('look')
  const [busy, setBusy] = useState(false)
  const [cause, setCause] = useState<string | null>(null)
  const plan = useQuery({ queryKey: ['enrichment plan', filter], queryFn: () => send<EnrichmentPlan>('POST', `${ENRICHMENT_RUNS}/plan`, { filter }), staleTime: 0 })
  const count = plan.data?.personas ?? 0
  const labelOf = useArchetypeLabel()
  async function begin() {
    setBusy(true)
    setCause(null)
    try {
      const { id } = await send<EnrichmentRun>('POST', '/api/enrichments', { filter, apply: mode === 'apply' })
      await refresh(ENRICHMENT_RUNS)
      await navigate({ to: '/enrichments/$runId', params: { runId: id } })
    } catch (error) {
      setCause(causeOf(error))
      setBusy(false)
    }
  }
  const narrowed = [filter.archetype !== undefined && `of the archetype ${labelOf(filter.archetype)}`, filter.query !== undefined && `matching “${filter.query}”`].filter((each) => each !== false).join(' ')
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={plan.data === undefined ? 'Enrich personas' : count === 0 ? 'Nobody to enrich' : `Enrich ${counted(count, 'persona', 'personas')}?`}
      description={plan.data !== undefined && (
        <>
          <p>{count === 1 ? 'The one persona' : 'All personas'} {narrowed === '' ? 'here' : narrowed}: new bio, backstory, voice and knowledge from {writer(plan.data.generator)}. Names, usernames and ages stay.</p>
          {plan.data.over > 0 && <p>{counted(plan.data.over, 'more matches', 'more match')}; a run takes {count.toLocaleString('en-US')}, the newest first.</p>}
          {plan.data.generator !== 'template' && <p>It costs a model call each; the daily budget holds, and the run sleeps where it is used up.</p>}
        </>
      )}
      actions={
        <>
          <Link to="/enrichments" className="mr-auto self-center text-13 text-accent hover:underline">Earlier runs</Link>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={busy || count === 0} onClick={() => void begin()}>{busy ? 'Beginning…' : `Enrich ${count.toLocaleString('en-US')}`}</Button>
        </>
      }
    >
      <Choice<'look' | 'apply'>
        label="What becomes of the proposals"
        value={mode}
        onChange={setMode}
        options={[
          { value: 'look', label: 'Look at the proposals first', hint: 'Nothing changes until you accept them, all or one by one.' },
          { value: 'apply', label: 'Accept each as it comes', hint: 'Each can be undone on its persona’s page.' },
        ]}
      />
      {(cause ?? plan.error) !== null && <Note tone="bad" className="mt-3">{cause ?? causeOf(plan.error)}</Note>}
    </Dialog>
  )
}
