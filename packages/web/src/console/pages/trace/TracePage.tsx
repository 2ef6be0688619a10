import type { Trace } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams, useSearch } from '@tanstack/react-router'
import { Avatar } from '../../../design/Avatar.tsx'
import { formatDuration, formatMoney, formatWhole } from '../../../design/number-format.ts'
import { ExactTime } from '../../../design/RelativeTime.tsx'
import { turnPath } from '../../data/addresses.ts'
import { answerOf } from '../../data/api.ts'
import { useProjects } from '../../data/queries.ts'
import { plainName } from '../../parts/action-words.ts'
import { IdText } from '../../parts/Fold.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { OutcomeMark } from '../../parts/marks.tsx'
import { Note } from '../../parts/Note.tsx'
import { Page, Section } from '../../parts/Page.tsx'
import { ErasePayloads } from './ErasePayloads.tsx'
import { traceLine } from './trace-line.ts'
import { actsInWords, traceTotals } from './trace-totals.ts'
import { TraceLine } from './TraceLine.tsx'

const RUNNING_EVERY_MS = 1_500
const FRESH_MS = 60_000

export function TracePage() {
  const { turnId } = useParams({ from: '/shell/turns/$turnId' })
  const { entry, made } = useSearch({ from: '/shell/turns/$turnId' })
  const trace = useQuery({
    ...answerOf(turnPath(turnId), { freshMs: FRESH_MS }),
    refetchInterval: (query) => query.state.data?.turn.outcome === 'running' ? RUNNING_EVERY_MS : false,
  })
  const agent = trace.data?.agent
  return (
    <Page
      title={agent === undefined ? 'Turn' : `Turn of ${agent.name}`}
      back={agent === undefined ? { to: '/agents', label: 'Agents' } : { to: `/agents/${agent.id}`, label: agent.name }}
      heading={agent && (
        <h1 className="flex min-w-0 items-center gap-2.5 text-16 font-semibold">
          <Avatar name={agent.name} src={agent.persona?.avatarUrl ?? null} size={24} decorative />
          <span className="truncate">Turn of <Link to="/agents/$agentId" params={{ agentId: agent.id }} className="hover:underline">{agent.name}</Link></span>
        </h1>
      )}
      aside={trace.data && <OutcomeMark outcome={trace.data.turn.outcome} />}
      actions={trace.data && <ErasePayloads trace={trace.data} />}
    >
      <Answer query={trace} what="this turn">
        {(data) => (
          <div className="max-w-4xl">
            <Totals trace={data} />
            {!data.chainIntact && <Note tone="bad" className="mb-4">An entry of this turn no longer has the hash it was written with: the journal was changed from outside.</Note>}
            <TraceLine points={traceLine(data)} named={new Map(data.named.map((item) => [item.id, item]))} running={data.turn.outcome === 'running'} marked={markedSeq(data, entry, made)} />
            <Kept memories={data.memories} />
          </div>
        )}
      </Answer>
    </Page>
  )
}

/** What the agent took from it. */
function Kept({ memories }: { memories: Trace['memories'] }) {
  if (memories.length === 0) return null
  return (
    <Section title="What it keeps in mind" className="mt-8">
      <ul className="divide-y divide-line border-t border-line">
        {memories.map(({ id, kind, text }) => <li key={id} className="flex gap-3 py-2"><span className="w-20 shrink-0 text-12 text-ink-faint">{plainName(kind)}</span><span className="min-w-0 break-words">{text}</span></li>)}
      </ul>
    </Section>
  )
}

function markedSeq(trace: Trace, entry: string | undefined, made: string | undefined): number | null {
  if (made !== undefined) return trace.entries.find(({ madeId }) => madeId === made)?.seq ?? null
  return entry === undefined ? null : Number(entry)
}

function tookWords(ms: number): string {
  return ms < 1 ? 'under 1 ms' : formatDuration(ms)
}

function Totals({ trace: { turn, agent, entries } }: { trace: Trace }) {
  const totals = traceTotals(entries)
  const simulated = useProjects().find(({ id }) => id === agent.projectId)?.kind === 'simulated'
  const facts: [string, React.ReactNode][] = [
    ['Began', <ExactTime key="began" instant={turn.startedAt} />],
    ...(simulated ? [['Clock', 'of its simulated world'] satisfies [string, React.ReactNode]] : []),
    ['Took', turn.endedAt === null ? 'still running' : tookWords(Date.parse(turn.endedAt) - Date.parse(turn.startedAt))],
    ['Model', totals.models.length === 0 ? 'none asked' : `${totals.models.join(', ')}${totals.modelMs === 0 ? '' : `, ${formatDuration(totals.modelMs)}`}`],
    ['Steps', formatWhole(turn.steps)],
    ['Done', actsInWords(totals)],
    ['Tokens', formatWhole(totals.tokens)],
    ['Cost', formatMoney(turn.costMicros)],
    ['Id', <IdText key="id" id={turn.id} />],
  ]
  return (
    <dl className="tabular mb-6 flex flex-wrap gap-x-7 gap-y-2 border-b border-line pb-4">
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt className="text-12 text-ink-faint">{name}</dt>
          <dd className="mt-0.5 font-medium">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
