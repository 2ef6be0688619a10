/** A list of entries with several parts each, such as objections with their answers: add, change, move up, take away. */
import { ArrowUp, Plus, Trash2 } from 'lucide-react'
import { Button } from '../../../design/Button.tsx'
import { Field, TextArea, TextInput } from '../../parts/fields.tsx'

export interface EntryPart<Entry> { key: keyof Entry & string; label: string; long?: boolean }

export interface EntriesFieldProps<Entry> {
  /** "objection": names the buttons. */
  what: string
  entries: readonly Entry[]
  parts: readonly EntryPart<Entry>[]
  blank: Entry
  most: number
  faults: Readonly<Record<string, string>>
  onChange(entries: Entry[]): void
}

export function EntriesField<Entry extends object>({ what, entries, parts, blank, most, faults, onChange }: EntriesFieldProps<Entry>) {
  const change = (place: number, key: keyof Entry, text: string) => onChange(entries.map((entry, at) => at === place ? { ...entry, [key]: text === '' && blank[key] === null ? null : text } : entry))
  return (
    <div className="flex flex-col gap-3">
      {entries.length > 0 && (
        <ol className="flex flex-col divide-y divide-line border-y border-line">
          {entries.map((entry, place) => (
            // Entries have no ids; those that are moved are typed into again at once.
            <li key={place} className="flex gap-3 py-3">
              <span className="tabular w-5 shrink-0 pt-0.5 text-12 text-ink-faint">{place + 1}</span>
              <div className="flex min-w-0 flex-1 flex-col gap-2">
                {parts.map(({ key, label, long = false }) => {
                  const given = entry[key]
                  const value = typeof given === 'string' ? given : ''
                  const input = { value, onChange: ({ target }: { target: { value: string } }) => change(place, key, target.value) }
                  return <Field key={key} label={label} fault={faults[`${place}.${key}`] ?? null}>{long ? <TextArea {...input} /> : <TextInput {...input} />}</Field>
                })}
              </div>
              <span className="flex shrink-0 flex-col gap-1">
                <Button size="small" variant="quiet" aria-label={`Take ${what} ${place + 1} away`} title="Take away" onClick={() => onChange(entries.filter((_, at) => at !== place))}><Trash2 size={14} aria-hidden /></Button>
                {place > 0 && <Button size="small" variant="quiet" aria-label={`Move ${what} ${place + 1} up`} title="Move up" onClick={() => onChange(entries.with(place - 1, entry).with(place, entries[place - 1]!))}><ArrowUp size={14} aria-hidden /></Button>}
              </span>
            </li>
          ))}
        </ol>
      )}
      {entries.length < most && <Button size="small" className="self-start" onClick={() => onChange([...entries, { ...blank }])}><Plus size={14} aria-hidden />Add {/^[aeiou]/.test(what) ? 'an' : 'a'} {what}</Button>}
    </div>
  )
}
