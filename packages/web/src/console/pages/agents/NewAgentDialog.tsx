import { agentDraftSchema, type Agent, type BrainConfig, type Persona } from '@troupe/contract'
import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { refresh, send } from '../../data/api.ts'
import { useProjects } from '../../data/queries.ts'
import { useForm } from '../../forms/use-form.ts'
import { BrainFields } from '../../parts/BrainFields.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field, Select, Switch, TextInput } from '../../parts/fields.tsx'
import { Note } from '../../parts/Note.tsx'
import { PersonaPicker } from '../../parts/PersonaPicker.tsx'

interface Values { persona: Pick<Persona, 'id' | 'displayName' | 'username' | 'avatarUrl'> | null; name: string; projectId: string; brain: BrainConfig; start: boolean }

export function NewAgentDialog({ persona = null, onClose }: { persona?: Values['persona']; onClose(): void }) {
  const projects = useProjects().filter(({ kind }) => kind === 'live')
  const navigate = useNavigate()
  const shape = useCallback(({ persona: of, name, projectId, brain, start }: Values) => ({
    personaId: of?.id,
    ...(name.trim() === '' ? {} : { name }),
    ...(projectId === '' ? {} : { projectId }),
    brain, start,
  }), [])
  const form = useForm({
    schema: agentDraftSchema,
    initial: { persona, name: '', projectId: '', brain: { kind: 'habit' }, start: true } as Values,
    keepAs: `new-agent.${persona?.id ?? ''}`,
    shape,
    send: async (draft) => {
      const made = await send<Agent>('POST', '/api/agents', draft)
      await refresh('/api/agents', '/api/status')
      toast.success(`${made.name} is made${draft.start ? ' and started' : ''}.`)
      onClose()
      await navigate({ to: '/agents/$agentId', params: { agentId: made.id } })
    },
  })
  const { values, set, faultOf, touch } = form
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      shape="side"
      title="New agent"
      description="A persona, and a brain that decides for it."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={form.busy} onClick={() => void form.submit()}>{form.busy ? 'Making…' : 'Make the agent'}</Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void form.submit()
        }}
      >
        <Field label="Persona" fault={faultOf('personaId') === null ? null : 'Choose a persona.'}>
          <PersonaPicker value={values.persona} onPick={(picked) => set({ persona: picked })} />
        </Field>
        <Field label="Name" hint="Left empty, it is called as its persona." fault={faultOf('name')}>
          <TextInput value={values.name} placeholder={values.persona?.displayName} onChange={({ target }) => set({ name: target.value })} onBlur={() => touch('name')} />
        </Field>
        {/* Newest first, and where none is named the server takes the oldest. */}
        {projects.length > 1 && (
          <Field label="Project" fault={faultOf('projectId')}>
            <Select value={values.projectId === '' ? projects.at(-1)?.id : values.projectId} onChange={({ target }) => set({ projectId: target.value })}>
              {projects.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
            </Select>
          </Field>
        )}
        <div>
          <p className="mb-1 font-medium">Brain</p>
          <BrainFields brain={values.brain} onChange={(brain) => set({ brain })} faultOf={faultOf} touch={touch} />
        </div>
        <label className="flex items-center justify-between gap-3"><span className="font-medium">Start it at once</span><Switch label="Start it at once" checked={values.start} onChange={(start) => set({ start })} /></label>
        {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
      </form>
    </Dialog>
  )
}
