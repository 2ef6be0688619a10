import type { Simulation } from '@troupe/contract'
import { Link } from '@tanstack/react-router'
import { counted, formatWhole } from '../../../../design/number-format.ts'
import { hoursAt, momentWords } from '../data/simulation-words.ts'
import { hoursWords } from '../tree/branch-lanes.ts'
import type { ReadyComparison } from './comparison-rows.ts'
import { recordWords } from './record-words.ts'

export interface PartingsProps {
  partings: ReadyComparison['partings']
  base: Simulation | undefined
  /** With other seeds: they part at once, which is no news. */
  others: number
  nameOf(id: string): string
}

/** Where each branch goes another way than the first: the last they have in common, and what each does then. */
export function Partings({ partings, base, others, nameOf }: PartingsProps) {
  const first = base?.name ?? 'the first'
  return (
    <>
      <ul className="flex flex-col gap-4">
        {partings.map(({ id, at, record, first: here, second: there }) => (
          <li key={id} className="max-w-3xl">
            <p>
              <Link to="/simulations/runs/$simulationId" params={{ simulationId: id }} className="font-medium text-accent hover:underline">{nameOf(id)}</Link>
              {record === null ? ` never parts from ${first}: their journals are the same to the last byte.`
                : <> parts from {first}{at !== null && <> at <strong className="tabular font-semibold">{momentWords(at)}</strong>{base !== undefined && <span className="text-ink-faint"> ({hoursWords(hoursAt(base, at))} after the beginning)</span>}</>}, at record {formatWhole(record)} of the journal:</>}
            </p>
            {record !== null && (
              <dl className="mt-1.5 grid gap-x-3 gap-y-1 border-l-2 border-line pl-3 sm:grid-cols-[minmax(8rem,auto)_1fr]">
                <dt className="truncate text-ink-faint">{first}</dt><dd className="break-words">{here === null ? 'has ended' : recordWords(here)}</dd>
                <dt className="truncate text-ink-faint">{nameOf(id)}</dt><dd className="break-words">{there === null ? 'has ended' : recordWords(there)}</dd>
              </dl>
            )}
          </li>
        ))}
      </ul>
      {others > 0 && <p className="mt-3 text-12 text-ink-faint">{counted(others, 'run more repeats', 'runs more repeat')} these with other seeds, and {others === 1 ? 'parts' : 'part'} from the beginning.</p>}
    </>
  )
}
