import { agentChangeSchema, type Agent } from '@troupe/contract'
import { useMemo } from 'react'
import { toast } from 'sonner'
import { agentPath } from '../../../data/addresses.ts'
import { causeOf, refresh, send } from '../../../data/api.ts'
import { useMay } from '../../../data/queries.ts'
import { useForm } from '../../../forms/use-form.ts'
import { Field, TextInput } from '../../../parts/fields.tsx'
import { FormEnd } from '../../../parts/FormEnd.tsx'
import { LeadBrainFields, type LeadBrain } from '../../../parts/lead-agent/LeadBrainFields.tsx'
import { TriggerFields } from '../../../parts/lead-agent/TriggerFields.tsx'
import { checkedTriggers, triggersOf, triggerValues, type TriggerValue } from '../../../parts/lead-agent/trigger-values.ts'
import { Section } from '../../../parts/Page.tsx'
import { RoleNote } from '../../../parts/RoleNote.tsx'

const schema = agentChangeSchema.extend({ triggers: checkedTriggers })
interface Values { name: string; brain: LeadBrain; triggers: TriggerValue[] }

const shape = ({ name, brain, triggers }: Values): unknown => ({ name, brain, triggers: triggersOf(triggers) })

/** What wakes an agent of leads, and what decides for it. */
export function LeadAgentForm({ agent }: { agent: Agent }) {
  const operator = useMay('operator')
  const initial = useMemo<Values>(() => ({ name: agent.name, brain: agent.brain as LeadBrain, triggers: triggerValues(agent.triggers) }), [agent])
  const form = useForm({
    schema,
    initial,
    shape,
    keepAs: `agent.${agent.id}`,
    send: async (change) => {
      const before = { name: agent.name, brain: agent.brain, triggers: agent.triggers }
      await send('PATCH', agentPath(agent.id), change)
      await refresh('/api/agents')
      toast.success('Saved. It counts from the next event.', {
        action: { label: 'Undo', onClick: () => void send('PATCH', agentPath(agent.id), before).then(() => refresh('/api/agents')).then(() => toast.success('Taken back.'), (error: unknown) => toast.error(causeOf(error))) },
      })
    },
  })
  const { values, set, faultOf, touch } = form
  return (
    <form
      className="flex max-w-xl flex-col gap-6"
      onSubmit={(event) => {
        event.preventDefault()
        void form.submit()
      }}
    >
      <RoleNote what="Changing an agent" needs="operator" />
      <fieldset disabled={!operator} className="contents">
        <Field label="Name" fault={faultOf('name')}><TextInput value={values.name} onChange={({ target }) => set({ name: target.value })} onBlur={() => touch('name')} /></Field>
        <Section title="What wakes it"><TriggerFields triggers={values.triggers} creatorId={agent.creator?.id} onTriggers={(triggers) => set({ triggers })} faultOf={faultOf} touch={touch} /></Section>
        <Section title="Brain">
          <LeadBrainFields
            brain={values.brain} faultOf={faultOf} touch={touch}
            onBrain={(brain, chosen) => {
              set({ brain })
              // Its triggers are somebody's work by now: those of another kind are offered, not put in their place.
              if (chosen !== null && JSON.stringify(triggerValues(chosen.triggers)) !== JSON.stringify(values.triggers)) toast.info(`${chosen.title} is usually woken by other events.`, { action: { label: 'Take those', onClick: () => set({ triggers: triggerValues(chosen.triggers) }) } })
            }}
          />
        </Section>
        {operator && <FormEnd form={form} />}
      </fieldset>
    </form>
  )
}
