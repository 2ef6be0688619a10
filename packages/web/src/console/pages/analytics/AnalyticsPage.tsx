/** What came of it: how far leads got, what was sent, what was paid after it, and who did what. Every number is counted. */
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { TrendingUp } from 'lucide-react'
import { useCallback } from 'react'
import { buttonClass } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { useClock } from '../../../design/now.tsx'
import { formatShare, formatWhole } from '../../../design/number-format.ts'
import { agentResultsPath, ANALYTICS, attributionPath, funnelPath, intentsPath, messagesByDayPath } from '../../data/acting-addresses.ts'
import { answerOf } from '../../data/api.ts'
import { useRefreshOnNews } from '../../live/engagement-news.ts'
import { capital } from '../../parts/action-words.ts'
import { BarRows } from '../../parts/chart/BarRows.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Page, Section } from '../../parts/Page.tsx'
import { AgentTable } from './AgentTable.tsx'
import { spanOf, spanWords, type AnalyticsFilters } from './analytics-filters.ts'
import { AnalyticsFilterBar } from './AnalyticsFilterBar.tsx'
import { funnelAnswer, intentsAnswer, intentWord } from './analytics-words.ts'
import { AttributionSection } from './AttributionSection.tsx'
import { MessagesChart } from './MessagesChart.tsx'

const NEWS = ['events', 'actions'] as const

export function AnalyticsPage() {
  const filters = useSearch({ from: '/shell/analytics' })
  const navigate = useNavigate({ from: '/analytics' })
  const narrow = useCallback((patch: Partial<AnalyticsFilters>) => void navigate({ search: { ...filters, ...patch }, replace: true }), [filters, navigate])
  const { nowMs } = useClock()
  const query = { creatorId: filters.creatorId, ...spanOf(filters, nowMs) }
  const funnel = useQuery(answerOf(funnelPath(query)))
  const messages = useQuery(answerOf(messagesByDayPath(query)))
  const intents = useQuery(answerOf(intentsPath(query)))
  const agents = useQuery(answerOf(agentResultsPath(query)))
  const currency = useQuery(answerOf(attributionPath({ ...query, model: filters.model, windowDays: filters.window }))).data?.currency ?? 'USD'
  useRefreshOnNews(NEWS, ANALYTICS)
  const when = spanWords(filters)
  const nothing = funnel.data?.leads === 0 && messages.data?.items.length === 0 && intents.data?.items.length === 0
  return (
    <Page title="Analytics" bar={<AnalyticsFilterBar filters={filters} onNarrow={narrow} />}>
      {nothing ? (
        <EmptyState icon={<TrendingUp size={22} />} title="Nothing to count in this time" action={<Link to="/creators" className={buttonClass('primary')}>Go to creators</Link>}>
          Once events of leads come in and agents write to them, this says how far they got, what was sent, and what was paid after it.
        </EmptyState>
      ) : (
        <div className="flex max-w-6xl flex-col gap-10">
          <div className="grid gap-x-10 gap-y-8 lg:grid-cols-2">
            <Answer query={funnel} what="the funnel">
              {(data) => (
                <BarRows
                  title={funnelAnswer(data)} name="funnel" note={`Leads who came in ${when}, by the furthest stage they reached; who left since counts too.`}
                  bars={data.steps.map(({ stage, reached, shareOfBefore }) => ({ label: capital(stage), value: reached, words: `${formatWhole(reached)}${shareOfBefore === null ? '' : ` · ${formatShare(shareOfBefore)} of those before`}` }))}
                  rows={[['stage', 'reached', 'share of those before'], ...data.steps.map(({ stage, reached, shareOfBefore }) => [stage, String(reached), shareOfBefore === null ? '' : String(shareOfBefore)])]}
                />
              )}
            </Answer>
            <Answer query={messages} what="the messages">{({ items }) => <MessagesChart items={items} note={`Messages sent a day, ${when}${filters.creatorId === undefined ? '; days of UTC' : '; days of the creator’s calendar'}.`} />}</Answer>
          </div>
          <AttributionSection query={query} filters={filters} onNarrow={narrow} />
          <Section title="Agents">
            <Answer query={agents} what="the agents’ results">
              {({ items }) => items.length === 0 ? <p className="py-4 text-13 text-ink-faint">No agent of leads did anything in this time.</p> : <AgentTable items={items} currency={currency} />}
            </Answer>
          </Section>
          <div className="max-w-xl">
            <Answer query={intents} what="what leads wanted">
              {({ items }) => (
                <BarRows
                  title={intentsAnswer(items)} name="intents" fill="var(--color-series-4)" note="What leads wrote, as rules over English words read it."
                  bars={items.map(({ intent, messages: count }) => ({ label: intentWord(intent), value: count, words: formatWhole(count) }))} rows={[['intent', 'messages'], ...items.map(({ intent, messages: count }) => [intent, String(count)])]}
                />
              )}
            </Answer>
          </div>
        </div>
      )}
    </Page>
  )
}
