import { Plus, Trash2 } from 'lucide-react'
import { Button } from '../../../design/Button.tsx'
import { Field, Switch, TextArea, TextInput } from '../../parts/fields.tsx'
import { Section } from '../../parts/Page.tsx'
import type { RuleFieldsProps } from './fields-props.ts'
import type { VariableValue } from './rule-values.ts'

/** Words that stand under every message, and those WhatsApp takes when it takes no others. */
export function WordFields({ values: { disclosure, template, templateId, variables }, set, faultOf, touch, whose }: RuleFieldsProps & { whose: string | null }) {
  const change = (place: number, patch: Partial<VariableValue>) => set({ variables: variables.map((one, at) => (at === place ? { ...one, ...patch } : one)) })
  return (
    <>
      <Section title="The last line">
        <p className="mb-3 max-w-prose text-13 text-pretty text-ink-soft">Stands under everything an agent writes and says that a program wrote it. It can be worded, not taken away.</p>
        <Field label="Line" hint={<>{'{creator}'} becomes the creator’s name: “{disclosure.replaceAll('{creator}', whose ?? 'Amara Okafor')}”</>} fault={faultOf('disclosure')}><TextArea rows={2} value={disclosure} onChange={({ target }) => set({ disclosure: target.value })} onBlur={() => touch('disclosure')} /></Field>
      </Section>
      <Section title="WhatsApp template" aside={<Switch label="WhatsApp template" checked={template} onChange={(on) => set({ template: on })} />}>
        <p className="mb-3 max-w-prose text-13 text-pretty text-ink-soft">Later than 24 hours after a lead wrote, WhatsApp lets through nothing but templates it has approved. Without one nothing is sent there then.</p>
        {template && (
          <div className="flex flex-col gap-3">
            <Field label="The template’s id" hint="As your vendor lists it; with Twilio it begins with HX." fault={faultOf('whatsappTemplate.id')}><TextInput mono value={templateId} placeholder="HX…" onChange={({ target }) => set({ templateId: target.value })} onBlur={() => touch('whatsappTemplate.id')} /></Field>
            {variables.map((variable, place) => (
              // Variables have no ids beside their names, which are typed here.
              // oxlint-disable-next-line react/no-array-index-key
              <div key={place} className="flex items-center gap-2">
                <TextInput mono aria-label={`Name of variable ${place + 1}`} placeholder="1" value={variable.name} onChange={({ target }) => change(place, { name: target.value })} className="w-28!" />
                <TextInput aria-label={`Value of variable ${place + 1}`} placeholder="what stands in its place" value={variable.value} onChange={({ target }) => change(place, { value: target.value })} />
                <Button size="small" variant="quiet" aria-label={`Take variable ${place + 1} away`} title="Take away" onClick={() => set({ variables: variables.filter((_, at) => at !== place) })}><Trash2 size={14} aria-hidden /></Button>
              </div>
            ))}
            <Button size="small" className="self-start" onClick={() => set({ variables: [...variables, { name: String(variables.length + 1), value: '' }] })}><Plus size={14} aria-hidden />Add a variable</Button>
          </div>
        )}
      </Section>
    </>
  )
}
