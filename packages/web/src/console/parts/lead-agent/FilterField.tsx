import { ListFilter } from 'lucide-react'
import { useMemo } from 'react'
import { Button } from '../../../design/Button.tsx'
import { Menu, MenuItem } from '../Menu.tsx'
import { YamlArea } from '../YamlArea.tsx'
import { readyFilters } from './ready-filters.ts'
import { filterWords, withFilter } from './trigger-values.ts'

/** A condition in JSON Logic, told what is wrong with it as it is typed; nothing more than a button while there is none. */
export function FilterField({ value, service, onValue }: { value: string; service: string | undefined; onValue(value: string): void }) {
  const faults = useMemo(() => filterWords(value), [value])
  const ready = (
    <Menu align="start" trigger={<Button size="small" variant="quiet"><ListFilter size={13} aria-hidden />{value === '' ? 'Only if…' : 'And only if…'}</Button>}>
      {readyFilters(service).map(({ label, filter }) => <MenuItem key={label} onSelect={() => onValue(withFilter(value, filter))}>{label}</MenuItem>)}
    </Menu>
  )
  if (value === '') return <div className="-ml-2.5">{ready}</div>
  return (
    <div className="flex flex-col gap-1">
      <YamlArea
        label="Only if" value={value} onValue={onValue} faults={faults} linesMost={14} columns
        aside={<button type="button" className="text-12 text-ink-faint hover:text-ink hover:underline" onClick={() => onValue('')}>Take the filter away</button>}
        hint={<>JSON Logic. A path begins with <code>event</code> (type, payload, isFirst, nth, hoursAway), <code>context</code> (stage, counts, revenueMinor, attributes) or <code>consumer</code> (tags, consents, timezone).</>}
      />
      <div className="-ml-2.5">{ready}</div>
    </div>
  )
}
