import type { ExperimentResult } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import { Play, Square } from 'lucide-react'
import { Button } from '../../../design/Button.tsx'
import { formatMinor, formatShare, formatWhole } from '../../../design/number-format.ts'
import { EXPERIMENTS, experimentResultPath } from '../../data/acting-addresses.ts'
import { agentPath } from '../../data/addresses.ts'
import { answerOf } from '../../data/api.ts'
import { useCreators } from '../../data/engagement-queries.ts'
import { useMay } from '../../data/queries.ts'
import { useRefreshOnNews } from '../../live/engagement-news.ts'
import { Ago } from '../../parts/Ago.tsx'
import { AgentLink } from '../../parts/engagement/links.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Note } from '../../parts/Note.tsx'
import { Facts, Page, Section } from '../../parts/Page.tsx'
import { ExperimentMark } from './ExperimentMark.tsx'
import { armWord, points, withArmWords } from './experiment-words.ts'
import { IntervalChart } from './IntervalChart.tsx'
import { useTellExperiment } from './use-tell-experiment.tsx'

const NEWS = ['events', 'actions'] as const

export function ExperimentPage() {
  const { experimentId } = useParams({ from: '/shell/experiments/$experimentId' })
  const operator = useMay('operator')
  const result = useQuery(answerOf(experimentResultPath(experimentId)))
  const tell = useTellExperiment()
  useRefreshOnNews(NEWS, EXPERIMENTS)
  const experiment = result.data?.experiment
  return (
    <Page
      title={experiment?.name ?? 'Experiment'} back={{ to: '/experiments', label: 'Experiments' }}
      aside={experiment && <ExperimentMark state={experiment.state} />}
      actions={operator && experiment && experiment.state !== 'stopped' && (
        experiment.state === 'draft' ? <Button size="small" variant="primary" onClick={() => tell.ask(experiment)}><Play size={13} aria-hidden />Start…</Button> : <Button size="small" onClick={() => tell.ask(experiment)}><Square size={13} aria-hidden />Stop…</Button>
      )}
    >
      <Answer query={result} what="this experiment">{(data) => <Whole result={data} />}</Answer>
      {tell.dialog}
    </Page>
  )
}

function Whole({ result }: { result: ExperimentResult }) {
  const { experiment, arms, differences, verdict, caveats, asOf } = result
  const { creatorId, agentId, key, goal, windowDays, holdout, startedAt, endedAt, state } = experiment
  const creators = useCreators() ?? []
  const creator = creators.find(({ id }) => id === creatorId)
  const currencies = new Set((creator === undefined ? creators : [creator]).map(({ currency }) => currency))
  const [currency = 'USD'] = currencies
  const agent = useQuery({ ...answerOf(agentPath(agentId ?? ''), { freshMs: 60_000 }), enabled: agentId !== null }).data
  return (
    <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_19rem]">
      <div className="flex min-w-0 flex-col gap-6">
        {state !== 'draft' && <IntervalChart result={result} />}
        {/* While nothing is decided the chart's title has said so. */}
        {(state === 'draft' || differences.some(({ decided }) => decided)) && <p className="max-w-prose text-14 text-pretty">{withArmWords(verdict)}</p>}
        {caveats.length > 0 && <Note><ul className="flex list-disc flex-col gap-1 pl-4">{caveats.map((caveat) => <li key={caveat}>{withArmWords(caveat)}</li>)}</ul></Note>}
        {differences.length > 0 && state !== 'draft' && (
          <Section title="Differences">
            <ul className="divide-y divide-line border-y border-line">
              {differences.map(({ arm, against, difference, low, high, decided }) => (
                <li key={`${arm} ${against}`} className="flex min-h-9 flex-wrap items-center gap-x-4 py-1">
                  <span className="min-w-0 flex-1">{armWord(arm)} <span className="text-ink-faint">against</span> {armWord(against)}</span>
                  <span className="tabular text-ink-soft">{difference > 0 ? '+' : ''}{points(difference)} points <span className="text-ink-faint">({points(low)} to {points(high)})</span></span>
                  <span className={decided ? 'font-medium' : 'text-ink-faint'}>{decided ? 'decided' : 'open'}</span>
                </li>
              ))}
            </ul>
          </Section>
        )}
        <Section title="Arms">
          <div className="overflow-x-auto">
            <table className="tabular w-full min-w-[34rem] text-13">
              <thead><tr className="border-b border-line text-left text-12 text-ink-faint">{['Arm', 'Leads', 'Days still run', goal, 'Share', 'Revenue'].map((head, place) => <th key={head} scope="col" className={`h-8 pr-4 font-normal last:pr-0 ${place === 0 ? '' : 'text-right'}`}>{head}</th>)}</tr></thead>
              <tbody>
                {arms.map(({ arm, leads, waiting, conversions, rate, low, high, revenueMinor }) => (
                  <tr key={arm} className="border-b border-line align-top">
                    <th scope="row" className="max-w-72 py-2 pr-4 text-left font-medium">{armWord(arm)}<span className="block font-normal text-pretty whitespace-pre-wrap text-ink-faint">{experiment.arms.find((one) => one.key === arm)?.text}</span></th>
                    <td className="py-2 pr-4 text-right text-ink-soft">{formatWhole(leads)}</td>
                    <td className="py-2 pr-4 text-right text-ink-soft">{formatWhole(waiting)}</td>
                    <td className="py-2 pr-4 text-right text-ink-soft">{formatWhole(conversions)}</td>
                    <td className="py-2 pr-4 text-right whitespace-nowrap text-ink-soft">{leads === 0 ? '–' : <>{formatShare(rate)} <span className="text-ink-faint">({formatShare(low)} to {formatShare(high)})</span></>}</td>
                    <td className="py-2 text-right whitespace-nowrap text-ink-soft">{revenueMinor === 0 ? '–' : currencies.size > 1 ? 'several currencies' : formatMinor(revenueMinor, currency)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </Section>
      </div>
      <aside>
        <Facts facts={[
          ['Whose leads', creator?.name ?? 'of all creators'],
          ['Agent', agentId === null ? 'whichever asks by the key' : <AgentLink key="agent" agentId={agentId} name={agent?.name ?? 'an agent'} />],
          ['Key', <code key="key" className="text-12">{key}</code>],
          ['What counts', <span key="goal"><code className="text-12">{goal}</code> within {windowDays} days</span>],
          ['Hear nothing', holdout === 0 ? 'nobody' : `${formatShare(holdout)} of leads`],
          ...(startedAt === null ? [] : [['Started', <Ago key="started" instant={startedAt} />] as const]),
          ...(endedAt === null ? [] : [['Stopped', <Ago key="ended" instant={endedAt} />] as const]),
          ['Counted', <Ago key="counted" instant={asOf} />],
        ]} />
      </aside>
    </div>
  )
}
