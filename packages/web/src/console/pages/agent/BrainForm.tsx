import { agentChangeSchema, type Agent } from '@troupe/contract'
import { toast } from 'sonner'
import { agentPath } from '../../data/addresses.ts'
import { refresh, send } from '../../data/api.ts'
import { useMay } from '../../data/queries.ts'
import { useForm } from '../../forms/use-form.ts'
import { BrainFields } from '../../parts/BrainFields.tsx'
import { Field, TextInput } from '../../parts/fields.tsx'
import { FormEnd } from '../../parts/FormEnd.tsx'
import { RoleNote } from '../../parts/RoleNote.tsx'

export function BrainForm({ agent }: { agent: Agent }) {
  const operator = useMay('operator')
  const form = useForm({
    schema: agentChangeSchema,
    initial: { name: agent.name, brain: agent.brain },
    keepAs: `agent.${agent.id}`,
    send: async (change) => {
      await send('PATCH', agentPath(agent.id), change)
      await refresh('/api/agents')
      toast.success('Saved. It counts from its next turn.')
    },
  })
  return (
    <form
      className="flex max-w-xl flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void form.submit()
      }}
    >
      <RoleNote what="Changing an agent" needs="operator" />
      <fieldset disabled={!operator} className="contents">
        <Field label="Name" fault={form.faultOf('name')}>
          <TextInput value={form.values.name} onChange={({ target }) => form.set({ name: target.value })} onBlur={() => form.touch('name')} />
        </Field>
        <BrainFields brain={form.values.brain} onChange={(brain) => form.set({ brain })} faultOf={form.faultOf} touch={form.touch} />
        {operator && <FormEnd form={form} />}
      </fieldset>
    </form>
  )
}
