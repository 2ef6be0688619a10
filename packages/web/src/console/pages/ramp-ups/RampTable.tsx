import type { RampUpPreview } from '@troupe/contract'
import { NumberInput } from '../../parts/fields.tsx'

export interface RampTableProps {
  /** `starts` is null where it is known no more: days gone by. */
  days: readonly (Omit<RampUpPreview['days'][number], 'starts'> & { starts: number | null })[]
  today?: number | null
  /** Null where the days are only shown. */
  onDay: ((place: number, patch: { agents?: number; actsPerDay?: number }) => void) | null
}

/** Day by day: how many run, who is started, how much may be done. */
export function RampTable({ days, today = null, onDay }: RampTableProps) {
  const tellsStarts = days.some(({ starts }) => starts !== null)
  const number = (place: number, name: 'agents' | 'actsPerDay', value: number, label: string) => onDay === null
    ? value.toLocaleString('en-US')
    : <NumberInput aria-label={`${label} on day ${place + 1}`} value={value} onValue={(given) => given !== null && Number.isInteger(given) && onDay(place, { [name]: given })} className="ml-auto max-w-20 text-right" />
  return (
    <table className="tabular w-full max-w-2xl text-right">
      <thead>
        <tr className="text-12 text-ink-faint">
          <th scope="col" className="py-1.5 text-left font-normal">Day</th>
          <th scope="col" className="font-normal">Agents running</th>
          {tellsStarts && <th scope="col" className="font-normal max-sm:hidden">Started that day</th>}
          <th scope="col" className="font-normal">Acts a day each</th>
          <th scope="col" className="font-normal">Acts in all, at most</th>
        </tr>
      </thead>
      <tbody>
        {days.map(({ day, agents, starts, actsPerDay, actsMost }, place) => (
          <tr key={day} className={day === today ? 'border-t border-line bg-accent-soft font-semibold' : 'border-t border-line'}>
            <th scope="row" className="h-9 text-left font-normal">{day}{day === today && <span className="ml-2 text-12 text-accent">today</span>}</th>
            <td>{number(place, 'agents', agents, 'Agents')}</td>
            {tellsStarts && <td className="max-sm:hidden">{starts}</td>}
            <td>{number(place, 'actsPerDay', actsPerDay, 'Acts')}</td>
            <td>{actsMost.toLocaleString('en-US')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
