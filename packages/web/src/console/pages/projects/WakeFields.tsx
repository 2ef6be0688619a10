import type { Project } from '@troupe/contract'
import { Choice, Field, NumberInput } from '../../parts/fields.tsx'

type Wake = Project['wake']
const STANDARD_MINUTES = 30
const OPTIONS = [
  { value: 'rhythm', label: 'By rhythm', hint: 'Each agent wakes when its persona is up: more in the evening, less at night.' },
  { value: 'cycle', label: 'All together', hint: 'Every so many minutes all agents take a turn, at once.' },
] as const

export function WakeFields({ wake, onChange, fault }: { wake: Wake; onChange(wake: Wake): void; fault: string | null }) {
  return (
    <div className="flex flex-col gap-3">
      <p className="font-medium">Waking</p>
      <Choice label="Waking" value={wake.kind} options={OPTIONS} onChange={(kind) => onChange(kind === 'rhythm' ? { kind } : { kind, minutes: STANDARD_MINUTES })} />
      {wake.kind === 'cycle' && (
        <Field label="Every" fault={fault}>
          <NumberInput unit="minutes" value={wake.minutes} onValue={(minutes) => onChange({ kind: 'cycle', minutes: minutes ?? Number.NaN })} />
        </Field>
      )}
    </div>
  )
}
