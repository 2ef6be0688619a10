import type { AgentResults } from '@troupe/contract'
import { Download } from 'lucide-react'
import { Button } from '../../../design/Button.tsx'
import { formatMinor, formatMoney, formatShare, formatWhole } from '../../../design/number-format.ts'
import { AgentLink } from '../../parts/engagement/links.tsx'
import { csvOf } from '../../parts/plot/plot-rows.ts'
import { saveFile } from '../../parts/save-chart.ts'
import { shareOfSales } from './analytics-words.ts'

const HEADS = ['Agent', 'Turns', 'Planned', 'Sent', 'Held back', 'Delivered', 'Answers', 'Payments', 'Revenue', 'Model cost'] as const

/** What each agent did, and what came of it. */
export function AgentTable({ items, currency }: { items: AgentResults['items']; currency: string }) {
  const rows = items.map((one) => [one.name, one.turns, one.planned, one.sent, one.suppressed, one.delivered, one.replies, one.conversions, one.revenueMinor, one.costMicros].map(String))
  return (
    <div>
      <div className="overflow-x-auto">
        <table className="tabular w-full min-w-[46rem] text-13">
          <thead><tr className="border-b border-line text-left text-12 text-ink-faint">{HEADS.map((head, place) => <th key={head} scope="col" className={`h-8 pr-4 font-normal last:pr-0 ${place === 0 ? '' : 'text-right'}`}>{head}</th>)}</tr></thead>
          <tbody>
            {items.map((one) => (
              <tr key={one.agentId} className="border-b border-line">
                <th scope="row" className="h-9 pr-4 text-left font-medium"><AgentLink agentId={one.agentId} name={one.name} /></th>
                {[one.turns, one.planned, one.sent, one.suppressed].map((value, place) => <td key={HEADS[place + 1]} className="pr-4 text-right text-ink-soft">{formatWhole(value)}</td>)}
                <td className="pr-4 text-right text-ink-soft" title={one.sent === 0 ? undefined : `${formatShare(one.delivered / one.sent)} of those sent`}>{formatWhole(one.delivered)}</td>
                <td className="pr-4 text-right text-ink-soft" title={one.sent === 0 ? undefined : `${formatShare(one.replies / one.sent)} of those sent`}>{formatWhole(one.replies)}</td>
                <td className="pr-4 text-right text-ink-soft">{shareOfSales(one.conversions)}</td>
                <td className="pr-4 text-right whitespace-nowrap text-ink-soft">{one.revenueMinor === 0 ? '–' : formatMinor(one.revenueMinor, currency)}</td>
                <td className="text-right whitespace-nowrap text-ink-soft">{one.costMicros === 0 ? '–' : formatMoney(one.costMicros)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Button size="small" variant="quiet" className="mt-1 -ml-2.5" onClick={() => saveFile(new Blob([csvOf([[...HEADS.slice(0, 8), `Revenue in ${currency}, smallest unit`, 'Model cost in millionths of a US dollar'], ...rows])], { type: 'text/csv' }), 'agents.csv')}><Download size={13} aria-hidden />Table (CSV)</Button>
    </div>
  )
}
