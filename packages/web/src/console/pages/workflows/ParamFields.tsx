/** The params of one step, a field each, with what is wrong at the field. What is left empty is left out. */
import { clsx } from 'clsx'
import { Plus, X } from 'lucide-react'
import { Button } from '../../../design/Button.tsx'
import { Field, ListInput, NumberInput, Select, Switch, TextArea, TextInput } from '../../parts/fields.tsx'
import type { Param } from './param-shapes.ts'

export interface ParamFieldsProps {
  params: readonly Param[]
  values: Readonly<Record<string, unknown>>
  readOnly: boolean
  faultOf(name: string): string | null
  onValues(values: Record<string, unknown>): void
}

export function ParamFields({ params, values, readOnly, faultOf, onValues }: ParamFieldsProps) {
  const set = (name: string, value: unknown) => {
    const { [name]: _, ...rest } = values
    onValues(value === undefined || value === '' || value === null || (Array.isArray(value) && value.length === 0) ? rest : { ...rest, [name]: value })
  }
  const whole = faultOf('')
  return (
    <div className="grid gap-x-3 gap-y-3 sm:grid-cols-2 lg:grid-cols-3">
      {params.map((param) => (
        <Field key={param.name} label={param.label} fault={faultOf(param.name)} hint={hintOf(param)} className={clsx(['lines', 'notes'].includes(param.shape.kind) && 'col-span-full')}>
          <Control param={param} value={values[param.name]} readOnly={readOnly} onValue={(value) => set(param.name, value)} />
        </Field>
      ))}
      {whole !== null && <p role="alert" className="col-span-full text-12 text-bad">{whole}</p>}
    </div>
  )
}

function hintOf({ shape, needed, usual }: Param): string | undefined {
  if (shape.kind === 'colours') return 'Such as #1b2a41, #e8c547; commas between.'
  if (shape.kind === 'number' && shape.least !== null && shape.most !== null) return `${shape.least} to ${shape.most}${usual === null ? '' : `, usually ${usual}`}`
  return needed ? 'Needed.' : undefined
}

function Control({ param: { label, shape, needed, usual }, value, readOnly, onValue }: { param: Param; value: unknown; readOnly: boolean; onValue(value: unknown): void }) {
  switch (shape.kind) {
    case 'lines':
      return <TextArea rows={2} value={textOf(value)} disabled={readOnly} onChange={({ target }) => onValue(target.value)} />
    case 'words':
      return <TextInput value={textOf(value)} disabled={readOnly} onChange={({ target }) => onValue(target.value)} />
    case 'number':
      return <NumberInput value={typeof value === 'number' ? value : null} disabled={readOnly} placeholder={usual ?? ''} onValue={onValue} />
    case 'switch':
      return <span className="flex h-8 items-center"><Switch label={label} checked={value === true} disabled={readOnly} onChange={(on) => onValue(on ? true : undefined)} /></span>
    case 'colours':
      return <ListInput rows={1} value={listOf<string>(value)} disabled={readOnly} onValue={onValue} />
    case 'choice':
      return (
        <Select value={textOf(value)} disabled={readOnly} onChange={({ target }) => onValue(target.value)}>
          {(!needed || value === undefined) && <option value="">{needed ? 'Choose one' : usual === null ? 'As the prompt or the seed has it' : `${usual}, as usual`}</option>}
          {shape.options.map((option) => <option key={option} value={option}>{option.replaceAll('-', ' ')}</option>)}
        </Select>
      )
    case 'notes':
      return <Notes notes={listOf<NoteOnImage>(value)} readOnly={readOnly} onNotes={onValue} />
  }
}

interface NoteOnImage { readonly x: number; readonly y: number; readonly text: string }
const NOTES_MOST = 12

/** Places are shares of the image's width and height. */
function Notes({ notes, readOnly, onNotes }: { notes: readonly NoteOnImage[]; readOnly: boolean; onNotes(notes: NoteOnImage[]): void }) {
  const change = (place: number, patch: Partial<NoteOnImage>) => onNotes(notes.map((note, at) => (at === place ? { ...note, ...patch } : note)))
  return (
    <div className="flex flex-col gap-1.5">
      {notes.map((note, place) => (
        // oxlint-disable-next-line react/no-array-index-key
        <div key={place} className="grid grid-cols-[4.5rem_4.5rem_minmax(0,1fr)_2rem] gap-1.5">
          <NumberInput aria-label={`Note ${place + 1}, across`} value={note.x} disabled={readOnly} onValue={(x) => change(place, { x: x ?? 0 })} />
          <NumberInput aria-label={`Note ${place + 1}, down`} value={note.y} disabled={readOnly} onValue={(y) => change(place, { y: y ?? 0 })} />
          <TextInput aria-label={`Note ${place + 1}`} value={note.text} disabled={readOnly} onChange={({ target }) => change(place, { text: target.value })} />
          <button type="button" aria-label={`Take note ${place + 1} out`} disabled={readOnly} onClick={() => onNotes(notes.filter((_, at) => at !== place))} className="grid size-8 place-items-center rounded-full text-ink-faint hover:bg-sunken hover:text-ink"><X aria-hidden size={14} /></button>
        </div>
      ))}
      {notes.length < NOTES_MOST && !readOnly && <Button size="small" className="self-start" onClick={() => onNotes([...notes, { x: 0.5, y: 0.5, text: 'Look here' }])}><Plus size={14} aria-hidden />Note</Button>}
    </div>
  )
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

function listOf<Item>(value: unknown): readonly Item[] {
  return Array.isArray(value) ? (value as readonly Item[]) : []
}
