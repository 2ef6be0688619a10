import { Plus, Trash2 } from 'lucide-react'
import { Button } from '../../../design/Button.tsx'
import { formatShare } from '../../../design/number-format.ts'
import { Field, NumberInput, TextArea, TextInput } from '../../parts/fields.tsx'
import { armShares } from './experiment-words.ts'

export interface ArmValue { key: string; text: string; weight: number }

const ARMS_MOST = 8

interface ArmFieldsProps { arms: readonly ArmValue[]; holdout: number; onArms(arms: ArmValue[]): void; faultOf(path: string): string | null; touch(path: string): void }

export function ArmFields({ arms, holdout, onArms, faultOf, touch }: ArmFieldsProps) {
  const shares = armShares({ arms: [...arms], holdout })
  const change = (place: number, patch: Partial<ArmValue>) => onArms(arms.map((arm, each) => (each === place ? { ...arm, ...patch } : arm)))
  return (
    <div className="flex flex-col gap-4">
      {arms.map((arm, place) => (
        // Arms have no id before they are stored; they are only added at the end.
        // oxlint-disable-next-line react/no-array-index-key
        <fieldset key={place} className="flex flex-col gap-2 border-l-2 border-line pl-3">
          <legend className="sr-only">Arm {place + 1}</legend>
          <div className="flex items-start gap-2">
            <Field label={`Arm ${place + 1}`} fault={faultOf(`arms.${place}.key`)} className="flex-1"><TextInput mono value={arm.key} placeholder={place === 0 ? 'plain' : 'warm'} onChange={({ target }) => change(place, { key: target.value })} onBlur={() => touch(`arms.${place}.key`)} /></Field>
            <Field label="Weight" fault={faultOf(`arms.${place}.weight`)} aside={formatShare(shares[place]?.share ?? 0)} className="w-28"><NumberInput value={arm.weight} onValue={(weight) => change(place, { weight: weight ?? Number.NaN })} onBlur={() => touch(`arms.${place}.weight`)} /></Field>
            {arms.length > 1 && <Button size="small" variant="quiet" className="mt-6" aria-label={`Remove arm ${place + 1}`} title="Remove" onClick={() => onArms(arms.filter((_, each) => each !== place))}><Trash2 size={14} aria-hidden /></Button>}
          </div>
          <Field label="Its words" hint={place === 0 ? 'Left empty, the agent says what it says without an experiment.' : undefined} fault={faultOf(`arms.${place}.text`)}><TextArea value={arm.text} onChange={({ target }) => change(place, { text: target.value })} /></Field>
        </fieldset>
      ))}
      {arms.length < ARMS_MOST && <Button size="small" className="self-start" onClick={() => onArms([...arms, { key: '', text: '', weight: 1 }])}><Plus size={14} aria-hidden />Another arm</Button>}
    </div>
  )
}
