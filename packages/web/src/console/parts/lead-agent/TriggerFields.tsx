import { KNOWN_EVENT_TYPES } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Plus, Trash2 } from 'lucide-react'
import { useId } from 'react'
import { Button } from '../../../design/Button.tsx'
import { answerOf } from '../../data/api.ts'
import { eventTypesPath } from '../../data/engagement-addresses.ts'
import { useSoldService } from '../../data/engagement-queries.ts'
import { Field, TextInput } from '../fields.tsx'
import { FilterField } from './FilterField.tsx'
import { TypeHintLine } from './TypeHintLine.tsx'
import type { TriggerValue } from './trigger-values.ts'

const TRIGGERS_MOST = 20

export interface TriggerFieldsProps {
  triggers: readonly TriggerValue[]
  /** Whose leads; undefined for those of all. */
  creatorId: string | undefined
  onTriggers(triggers: TriggerValue[]): void
  faultOf(path: string): string | null
  touch(path: string): void
}

/** Which events wake an agent, each with a condition of its own. */
export function TriggerFields({ triggers, creatorId, onTriggers, faultOf, touch }: TriggerFieldsProps) {
  const known = useId()
  const service = useSoldService(creatorId)
  const seen = useQuery(answerOf(eventTypesPath(), { freshMs: 60_000 })).data?.items.map(({ type }) => type) ?? []
  const types = [...new Set([...seen, ...KNOWN_EVENT_TYPES])]
  const change = (place: number, patch: Partial<TriggerValue>) => onTriggers(triggers.map((trigger, at) => (at === place ? { ...trigger, ...patch } : trigger)))
  const fault = faultOf('triggers')
  return (
    <div className="flex flex-col gap-4">
      {triggers.map((trigger, place) => (
        // Triggers have no ids; the text of each is kept with it, so that one that goes takes its own.
        // oxlint-disable-next-line react/no-array-index-key
        <fieldset key={place} className="flex min-w-0 flex-col gap-2 border-l-2 border-line-strong pl-3">
          <legend className="sr-only">Trigger {place + 1}</legend>
          <div className="flex items-start gap-2">
            <Field label="Event" hint={trigger.eventType === '*' ? 'Any event at all.' : undefined} fault={faultOf(`triggers.${place}.eventType`)} className="flex-1">
              <TextInput mono list={known} value={trigger.eventType} placeholder="page_view, or * for any" autoCapitalize="off" spellCheck={false} onChange={({ target }) => change(place, { eventType: target.value })} onBlur={() => touch(`triggers.${place}.eventType`)} />
            </Field>
            <Button size="small" variant="quiet" className="mt-6" aria-label={`Take trigger ${place + 1} away`} title="Take away" onClick={() => onTriggers(triggers.filter((_, at) => at !== place))}><Trash2 size={14} aria-hidden /></Button>
          </div>
          <TypeHintLine type={trigger.eventType} onMeant={(eventType) => change(place, { eventType })} />
          <FilterField value={trigger.filter} service={service} onValue={(filter) => change(place, { filter })} />
        </fieldset>
      ))}
      <datalist id={known}>{types.map((type) => <option key={type} value={type} />)}</datalist>
      {triggers.length === 0 && <p className="text-13 text-ink-faint">Nothing wakes it yet.</p>}
      {fault !== null && <p role="alert" className="text-12 text-bad">{fault}</p>}
      {triggers.length < TRIGGERS_MOST && <Button size="small" className="self-start" onClick={() => onTriggers([...triggers, { eventType: '', filter: '' }])}><Plus size={14} aria-hidden />Add a trigger</Button>}
    </div>
  )
}
