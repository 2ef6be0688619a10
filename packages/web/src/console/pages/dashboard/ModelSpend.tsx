import type { Status } from '@troupe/contract'
import { Link } from '@tanstack/react-router'
import { formatCount, formatDuration, formatMoney, formatShare, formatWhole } from '../../../design/number-format.ts'
import { useMay } from '../../data/queries.ts'
import { Meter } from '../../parts/Meter.tsx'
import { Section } from '../../parts/Page.tsx'

export function ModelSpend({ spend }: { spend: Status['spend'] }) {
  const admin = useMay('admin')
  const share = spend.budgetMicros === 0 ? 0 : spend.todayMicros / spend.budgetMicros
  return (
    <Section title={spend.budgetMicros === 0 ? `${formatMoney(spend.todayMicros)} spent on models today` : `${formatShare(share)} of today’s model budget is spent`} aside={admin && <Link to="/settings/$section" params={{ section: 'models' }} className="text-12 text-accent hover:underline">Change</Link>}>
      <Meter label="Model budget" share={share} />
      <p className="tabular mt-1.5 text-12 text-ink-soft">
        {formatMoney(spend.todayMicros)} of {formatMoney(spend.budgetMicros)} · {formatWhole(spend.calls)} calls · {formatCount(spend.todayTokens)} tokens
      </p>
      {spend.byModel.length > 0 && (
        <table className="mt-3 w-full text-13">
          <thead>
            <tr className="text-left text-12 text-ink-faint">
              <th className="py-1 font-normal">Model</th>
              <th className="py-1 pl-3 text-right font-normal">Calls</th>
              <th className="py-1 pl-3 text-right font-normal">Median</th>
              <th className="py-1 pl-3 text-right font-normal">Cost</th>
            </tr>
          </thead>
          <tbody>
            {spend.byModel.map(({ generator, calls, tokens, msMedian, costMicros }) => (
              <tr key={generator} className="border-t border-line">
                <td className="max-w-40 truncate py-1.5 font-mono text-12" title={generator}>{generator}</td>
                <td className="py-1.5 pl-3 text-right" title={`${formatWhole(tokens)} tokens`}>{formatWhole(calls)}</td>
                <td className="py-1.5 pl-3 text-right whitespace-nowrap">{msMedian < 1 ? 'under 1 ms' : formatDuration(msMedian)}</td>
                <td className="py-1.5 pl-3 text-right whitespace-nowrap">{formatMoney(costMicros)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Section>
  )
}
