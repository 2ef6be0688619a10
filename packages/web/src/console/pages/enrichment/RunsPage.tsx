import type { EnrichmentRun } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Sparkles } from 'lucide-react'
import { buttonClass } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { counted } from '../../../design/number-format.ts'
import { ENRICHMENT_RUNS } from '../../data/addresses.ts'
import { answerOf } from '../../data/api.ts'
import { Ago } from '../../parts/Ago.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Page } from '../../parts/Page.tsx'
import { stateWords } from './run-words.ts'

const LOOK_EVERY_MS = 3_000

export function RunsPage() {
  const runs = useQuery(answerOf(ENRICHMENT_RUNS, { everyMs: LOOK_EVERY_MS }))
  return (
    <Page title="Enrichment runs" back={{ to: '/personas', label: 'Personas' }}>
      <Answer query={runs} what="runs">
        {({ items }) => items.length === 0 ? (
          <EmptyState icon={<Sparkles size={22} />} title="Runs over many personas show here" action={<Link to="/personas" className={buttonClass('primary')}>Go to the personas</Link>}>Narrow the list to whom you mean, then choose Enrich.</EmptyState>
        ) : <ul className="divide-y divide-line border-t border-line">{items.map((run) => <RunRow key={run.id} run={run} />)}</ul>}
      </Answer>
    </Page>
  )
}

function RunRow({ run }: { run: EnrichmentRun }) {
  const { id, personas, counts, by, createdAt } = run
  return (
    <li>
      <Link to="/enrichments/$runId" params={{ runId: id }} className="flex min-h-11 flex-wrap items-center gap-x-4 py-1.5 hover:bg-sunken">
        <span className="w-32 font-medium">{counted(personas, 'persona', 'personas')}</span>
        <span className="min-w-0 flex-1 text-ink-soft">{stateWords(run)}{counts.proposed > 0 ? `; ${counts.proposed} to decide` : ''}</span>
        <span className="text-12 text-ink-faint">{by}, <Ago instant={createdAt} /></span>
      </Link>
    </li>
  )
}
