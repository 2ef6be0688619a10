import type { GateVerdict } from '@troupe/contract'
import { Ago } from '../Ago.tsx'
import { capital } from '../action-words.ts'
import { Fold } from '../Fold.tsx'
import { VerdictMark } from '../marks.tsx'
import { policyAllows, policyName } from './policy-words.ts'

/** What the gate said, and behind one line what each policy did. `open`: all of it at once. */
export function VerdictList({ verdict, open = false }: { verdict: GateVerdict; open?: boolean }) {
  const { kind, policy, reason, until, all } = verdict
  const allowed = all.filter((each) => each.kind === 'allow').length
  return (
    <div className="min-w-0">
      <p className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
        <VerdictMark verdict={kind} className="font-medium" />
        {policy !== null && <span className="text-ink-soft">by “{policyName(policy)}”</span>}
        {until !== null && <span className="text-ink-soft">· asked again <Ago instant={until} /></span>}
      </p>
      {reason !== null && <p className="mt-0.5 text-pretty break-words text-ink-soft">{capital(reason)}</p>}
      {all.length > 0 && (
        <Fold label={`${all.length} policies were asked`} aside={allowed === all.length ? 'all allow it' : `${allowed} allow it`} open={open}>
          <ul className="flex flex-col gap-1">
            {all.map((each) => (
              <li key={each.policy} className="flex flex-wrap items-baseline gap-x-2 text-13">
                <VerdictMark verdict={each.kind} bare />
                <span className={each.kind === 'allow' ? 'text-ink-soft' : 'font-medium'}>{capital(policyName(each.policy))}</span>
                <span className={`min-w-0 break-words ${each.kind === 'allow' ? 'text-12 text-ink-faint' : 'text-ink-soft'}`}>{each.kind === 'allow' ? policyAllows(each.policy) : each.reason}</span>
              </li>
            ))}
          </ul>
        </Fold>
      )}
    </div>
  )
}
