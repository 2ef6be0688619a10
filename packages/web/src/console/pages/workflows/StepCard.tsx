/** One step of a workflow: what it does, with which params, what it takes up and what its result is called. */
import { imageGeneratorSchema, imageTransformSchema, type ImageGenerator, type ImageTransform, type WorkflowStep } from '@troupe/contract'
import { ArrowDown, ArrowUp, Trash2 } from 'lucide-react'
import { useMemo, type ReactNode } from 'react'
import { Field, Select, TextInput } from '../../parts/fields.tsx'
import { ParamFields } from './ParamFields.tsx'
import { paramsOf } from './param-shapes.ts'

export interface StepCardProps {
  step: WorkflowStep
  place: number
  of: number
  /** Results that it may take up. */
  names: readonly string[]
  readOnly: boolean
  /** Below the step: `/in`, `/params/width`. */
  faultOf(pointer: string): string | null
  onStep(step: WorkflowStep): void
  onMove(by: 1 | -1): void
  onRemove(): void
}

const KINDS: Readonly<Record<WorkflowStep['kind'], string>> = { generate: 'Generate', transform: 'Transform', save: 'Save' }

export function StepCard({ step, place, of, names, readOnly, faultOf, onStep, onMove, onRemove }: StepCardProps) {
  const params = useMemo(() => (step.kind === 'generate' ? paramsOf({ generator: step.generator }) : step.kind === 'transform' ? paramsOf({ op: step.op }) : []), [step])
  const title = `Step ${place + 1}, ${KINDS[step.kind].toLowerCase()}`
  return (
    <li aria-label={title} className="border-t border-line py-4 first:border-t-0 first:pt-0">
      <div className="mb-3 flex items-center gap-2">
        <span aria-hidden className="tabular grid size-6 shrink-0 place-items-center rounded-full bg-sunken text-12 font-semibold text-ink-soft">{place + 1}</span>
        <h3 className="flex-1 text-14 font-semibold">{KINDS[step.kind]}</h3>
        {!readOnly && (
          <>
            <IconButton label={`${title}: move up`} disabled={place === 0} onClick={() => onMove(-1)}><ArrowUp aria-hidden size={15} /></IconButton>
            <IconButton label={`${title}: move down`} disabled={place === of - 1} onClick={() => onMove(1)}><ArrowDown aria-hidden size={15} /></IconButton>
            <IconButton label={`${title}: take out`} onClick={onRemove}><Trash2 aria-hidden size={15} /></IconButton>
          </>
        )}
      </div>
      <div className="flex flex-col gap-3">
        <div className="grid gap-x-3 gap-y-3 sm:grid-cols-2 lg:grid-cols-3">
          {step.kind !== 'generate' && (
            <Field label="Takes" fault={faultOf('/in')}>
              <Select value={step.in} disabled={readOnly} onChange={({ target }) => onStep({ ...step, in: target.value })}>
                {!names.includes(step.in) && <option value={step.in}>{step.in === '' ? 'Nothing is made before' : step.in}</option>}
                {names.map((name) => <option key={name} value={name}>{name}</option>)}
              </Select>
            </Field>
          )}
          {step.kind === 'generate' && (
            <Field label="Generator" fault={faultOf('/generator')} {...(step.generator === 'model' ? { hint: 'Asks the image model of Settings, which costs money.' } : {})}>
              <Select value={step.generator} disabled={readOnly} onChange={({ target }) => onStep({ ...step, generator: target.value as ImageGenerator, params: kept(step.params) })}>
                {imageGeneratorSchema.options.map((name) => <option key={name} value={name}>{name === 'model' ? 'image model' : name.replaceAll('-', ' ')}</option>)}
              </Select>
            </Field>
          )}
          {step.kind === 'transform' && (
            <Field label="Operation" fault={faultOf('/op')}>
              <Select value={step.op} disabled={readOnly} onChange={({ target }) => onStep({ ...step, op: target.value as ImageTransform, params: {} })}>
                {imageTransformSchema.options.map((name) => <option key={name} value={name}>{name.replaceAll('-', ' ')}</option>)}
              </Select>
            </Field>
          )}
          {step.kind === 'save' ? (
            <Field label="Folder" fault={faultOf('/destination')}><TextInput mono value={step.destination} disabled={readOnly} onChange={({ target }) => onStep({ ...step, destination: target.value })} /></Field>
          ) : (
            <Field label="Result is called" fault={faultOf('/out')}><TextInput mono value={step.out} disabled={readOnly} onChange={({ target }) => onStep({ ...step, out: target.value })} /></Field>
          )}
        </div>
        {step.kind !== 'save' && <ParamFields params={params} values={step.params} readOnly={readOnly} faultOf={(name) => faultOf(name === '' ? '/params' : `/params/${name}`)} onValues={(values) => onStep({ ...step, params: values })} />}
      </div>
    </li>
  )
}

/** What every generator takes stays when another one is chosen. */
function kept(params: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params).filter(([name]) => ['prompt', 'width', 'height', 'seed'].includes(name)))
}

function IconButton({ label, disabled = false, onClick, children }: { label: string; disabled?: boolean; onClick(): void; children: ReactNode }) {
  return <button type="button" aria-label={label} title={label} disabled={disabled} onClick={onClick} className="grid size-8 place-items-center rounded-full text-ink-faint hover:bg-sunken hover:text-ink disabled:opacity-40">{children}</button>
}
