import type { RampOutlookDay } from '@troupe/contract'
import { NumberInput } from '../../parts/fields.tsx'

export interface RampTableProps {
  days: readonly RampOutlookDay[]
  today?: number | null
  /** Null where the days are only shown. */
  onDay: ((place: number, patch: { agents?: number; actsPerDay?: number }) => void) | null
}

/** Day by day: up to how many are started, how many run then, and how much may be done. Days gone by show what the plan said, and no more. */
export function RampTable({ days, today = null, onDay }: RampTableProps) {
  const foresees = days.some(({ running }) => running !== null)
  const number = (place: number, name: 'agents' | 'actsPerDay', value: number, label: string) => onDay === null
    ? value.toLocaleString('en-US')
    : <NumberInput aria-label={`${label} on day ${place + 1}`} value={value} onValue={(given) => given !== null && Number.isInteger(given) && onDay(place, { [name]: given })} className="ml-auto max-w-20 text-right" />
  return (
    <div className="max-w-2xl">
      <table className="tabular w-full text-right">
        <thead>
          <tr className="text-12 text-ink-faint">
            <th scope="col" className="py-1.5 text-left font-normal">Day</th>
            <th scope="col" className="font-normal">Start until</th>
            {foresees && <th scope="col" className="font-normal max-sm:hidden">New that day</th>}
            {foresees && <th scope="col" className="font-normal">Running then</th>}
            <th scope="col" className="font-normal">Acts a day each</th>
            {foresees && <th scope="col" className="font-normal max-sm:hidden">Acts in all, at most</th>}
          </tr>
        </thead>
        <tbody>
          {days.map(({ day, agents, starts, running, actsPerDay, actsMost }, place) => (
            <tr key={day} className={day === today ? 'border-t border-line bg-accent-soft font-semibold' : 'border-t border-line'}>
              <th scope="row" className="h-9 text-left font-normal">{day}{day === today && <span className="ml-2 text-12 text-accent">today</span>}</th>
              <td>{number(place, 'agents', agents, 'Start until')}</td>
              {foresees && <td className="max-sm:hidden">{figure(starts)}</td>}
              {foresees && <td>{figure(running)}</td>}
              <td>{number(place, 'actsPerDay', actsPerDay, 'Acts')}</td>
              {foresees && <td className="max-sm:hidden">{figure(actsMost)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
      <p className="mt-2 text-12 text-pretty text-ink-faint">“Start until”: new agents are started until so many run. Agents that run already are never stopped by a plan, and the day’s acts hold for them too.</p>
    </div>
  )
}

function figure(count: number | null): string {
  return count === null ? '–' : count.toLocaleString('en-US')
}
