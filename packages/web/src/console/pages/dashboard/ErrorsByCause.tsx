import type { Status } from '@troupe/contract'
import { Link } from '@tanstack/react-router'
import { CircleCheck } from 'lucide-react'
import { counted, formatWhole } from '../../../design/number-format.ts'
import { Ago } from '../../parts/Ago.tsx'
import { Section } from '../../parts/Page.tsx'

/** The last errors, one line a cause, each leading to a turn where it happened. */
export function ErrorsByCause({ errors }: { errors: Status['errors'] }) {
  if (errors.length === 0) {
    return (
      <Section title="No errors">
        <p className="flex items-center gap-1.5 text-ink-soft"><CircleCheck aria-hidden size={14} className="text-good" />Nothing failed lately. Causes would be grouped here.</p>
      </Section>
    )
  }
  return (
    <Section title={counted(errors.length, 'cause of errors', 'causes of errors')}>
      <ul className="divide-y divide-line border-t border-line">
        {errors.map(({ cause, count, lastAt, turnId }) => (
          <li key={cause} className="flex gap-3 py-2">
            <span className="tabular w-9 shrink-0 text-right font-semibold text-bad">{formatWhole(count)}×</span>
            <span className="min-w-0 flex-1">
              <span className="line-clamp-2 break-words" title={cause}>{cause}</span>
              <span className="text-12 text-ink-faint">
                last <Ago instant={lastAt} />
                {turnId !== null && <> · <Link to="/turns/$turnId" params={{ turnId }} className="text-accent hover:underline">open its trace</Link></>}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
