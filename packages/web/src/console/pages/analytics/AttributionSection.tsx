/** Which messages payments are put down to, by a model that one may choose, since no model is the truth. */
import type { Attribution } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { formatMinor, formatWhole } from '../../../design/number-format.ts'
import { RelativeTime } from '../../../design/RelativeTime.tsx'
import { attributionPath } from '../../data/acting-addresses.ts'
import { answerOf } from '../../data/api.ts'
import { BarRows } from '../../parts/chart/BarRows.tsx'
import { channelWord } from '../../parts/engagement/marks.tsx'
import { FacetMenu } from '../../parts/FacetMenu.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Section } from '../../parts/Page.tsx'
import { MODELS, WINDOWS, type AnalyticsFilters } from './analytics-filters.ts'
import { attributionAnswer, shareOfSales } from './analytics-words.ts'
import { capital } from '../../parts/action-words.ts'

const MODEL_WORDS: Readonly<Record<(typeof MODELS)[number], string>> = { 'last-touch': 'The last message before', position: 'First and last most' }
const ACTIONS_SHOWN = 10

interface AttributionSectionProps { query: { creatorId?: string | undefined; from: string; to?: string }; filters: AnalyticsFilters; onNarrow(patch: Partial<AnalyticsFilters>): void }

export function AttributionSection({ query, filters: { model, window }, onNarrow }: AttributionSectionProps) {
  const attribution = useQuery(answerOf(attributionPath({ ...query, model, windowDays: window })))
  const days = window ?? '7'
  return (
    <Section
      title="Payments and the messages before them"
      aside={
        <span className="flex flex-wrap justify-end gap-2">
          <FacetMenu label={MODEL_WORDS['last-touch']} none={MODEL_WORDS['last-touch']} value={model} options={[{ value: 'position', label: MODEL_WORDS.position }]} onPick={(value) => onNarrow({ model: value as 'position' | undefined })} />
          <FacetMenu label="Within 7 days" none="Within 7 days" value={window} options={WINDOWS.filter((each) => each !== '7').map((each) => ({ value: each, label: each === '1' ? 'Within a day' : `Within ${each} days` }))} onPick={(value) => onNarrow({ window: value as AnalyticsFilters['window'] })} />
        </span>
      }
    >
      <Answer query={attribution} what="the payments">{(data) => <Told attribution={data} days={days} />}</Answer>
    </Section>
  )
}

/** As long as the bars are. */
function byPayments(one: { conversions: number; revenueMinor: number }, other: { conversions: number; revenueMinor: number }): number {
  return other.conversions - one.conversions || other.revenueMinor - one.revenueMinor
}

function Told({ attribution, days }: { attribution: Attribution; days: string }) {
  const { model, conversions, untouched, revenueMinor, currency, byAgent, byChannel, byAction } = attribution
  if (conversions === 0) return <p className="py-6 text-13 text-ink-faint">{attributionAnswer(attribution)}. A payment comes in as the event <code>payment_success</code> with its amount.</p>
  const bars = (of: readonly { conversions: number; revenueMinor: number; label: string }[]) => of.map(({ label, ...one }) => ({ label, value: one.conversions, words: `${shareOfSales(one.conversions)} · ${formatMinor(one.revenueMinor, currency)}` }))
  const rows = (head: string, of: readonly { label: string; conversions: number; revenueMinor: number }[]) => [[head, 'payments', `revenue in ${currency}, smallest unit`], ...of.map((one) => [one.label, String(one.conversions), String(one.revenueMinor)])]
  const agents = byAgent.map((one) => ({ ...one, label: one.name })).sort(byPayments)
  const channels = byChannel.map((one) => ({ ...one, label: capital(channelWord(one.channel)) })).sort(byPayments)
  const how = model === 'last-touch' ? 'the last message sent to the lead before it has all of it' : '40 % each to the first and the last message before it, 20 % to those between'
  return (
    <div className="flex flex-col gap-6">
      <p className="tabular text-13 text-ink-soft">{formatMinor(revenueMinor, currency)} in {formatWhole(conversions)} {conversions === 1 ? 'payment' : 'payments'}{untouched > 0 && <>; {formatWhole(untouched)} had no message in the {days} days before and {untouched === 1 ? 'is' : 'are'} put down to none</>}. A message before a payment is not its cause: an experiment with a holdout tells that.</p>
      <div className="grid gap-x-10 gap-y-6 lg:grid-cols-2">
        {agents.length > 0 && <BarRows title={attributionAnswer(attribution)} name="payments-by-agent" bars={bars(agents)} rows={rows('agent', agents)} note={`Of each payment ${how}.`} />}
        {channels.length > 0 && <BarRows title={`By channel; ${channelWord(channels[0]?.channel ?? 'email')} has the most`} name="payments-by-channel" bars={bars(channels)} rows={rows('channel', channels)} fill="var(--color-series-2)" />}
      </div>
      {byAction.length > 0 && (
        <div>
          <h3 className="mb-1 text-14 font-semibold">Messages before the most revenue</h3>
          <ul className="divide-y divide-line border-y border-line">
            {byAction.slice(0, ACTIONS_SHOWN).map(({ actionId, text, conversions: share, revenueMinor: amount, at }) => (
              <li key={actionId} className="flex min-h-9 items-center gap-4">
                <Link to="/queue" search={{ action: actionId }} preload={false} className="min-w-0 flex-1 truncate hover:underline">{text}</Link>
                <span className="tabular shrink-0 text-13 text-ink-soft">{shareOfSales(share)} · {formatMinor(amount, currency)}</span>
                <span className="tabular w-12 shrink-0 text-right text-12 text-ink-faint"><RelativeTime instant={at} /></span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  )
}
