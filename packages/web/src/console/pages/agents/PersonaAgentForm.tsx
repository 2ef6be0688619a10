import type { Agent } from '@troupe/contract'
import { Link } from '@tanstack/react-router'
import { refresh, send } from '../../data/api.ts'
import { useProjects } from '../../data/queries.ts'
import { useForm } from '../../forms/use-form.ts'
import { BrainFields } from '../../parts/BrainFields.tsx'
import { Field, Select, Switch, TextInput } from '../../parts/fields.tsx'
import { Note } from '../../parts/Note.tsx'
import { PersonaPicker } from '../../parts/PersonaPicker.tsx'
import { agentDraftOf, newAgentSchema, type NewAgent } from './new-agent.ts'
import { WhereField } from './WhereField.tsx'
import { OWN_WORLD } from './where-options.ts'

export interface AgentFormProps {
  /** By which the dialog's button sends it. */
  id: string
  onBusy(busy: boolean): void
  onMade(agent: Agent, started: boolean): Promise<void>
}

/** An agent that takes part somewhere as a persona. `siteId`: the site it is to act on, unless another place is chosen. */
export function PersonaAgentForm({ id, persona, siteId, onBusy, onMade }: AgentFormProps & { persona: NewAgent['persona']; siteId: string }) {
  // A creator's project is for agents that write to leads; a persona has nowhere to be there.
  const projects = useProjects().filter(({ kind, place }) => kind === 'live' && place !== 'messaging')
  const form = useForm({
    schema: newAgentSchema,
    initial: { persona, name: '', projectId: '', siteId, brain: { kind: 'habit' }, start: true } satisfies NewAgent as NewAgent,
    keepAs: `new-agent.${persona?.id ?? siteId}`,
    shape: agentDraftOf,
    send: async (draft) => {
      const made = await send<Agent>('POST', '/api/agents', draft)
      await refresh('/api/agents', '/api/status', '/api/projects', '/api/platforms')
      await onMade(made, draft.start)
    },
  })
  const { values, set, faultOf, touch } = form
  // Newest first, and where none is named the server takes the oldest.
  const project = projects.find((each) => each.id === values.projectId) ?? projects.at(-1)
  const submit = () => {
    onBusy(true)
    void form.submit().finally(() => onBusy(false))
  }
  return (
    <form
      id={id}
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Field label="Persona" fault={faultOf('personaId') === null ? null : 'Choose a persona.'}>
        <PersonaPicker value={values.persona} onPick={(picked) => set({ persona: picked })} />
      </Field>
      <Field label="Name" hint="Left empty, it is called as its persona." fault={faultOf('name')}>
        <TextInput value={values.name} placeholder={values.persona?.displayName} onChange={({ target }) => set({ name: target.value })} onBlur={() => touch('name')} />
      </Field>
      {projects.length > 1 && (
        <Field label="Project" fault={faultOf('projectId')}>
          <Select value={project?.id} onChange={({ target }) => set({ projectId: target.value })}>
            {projects.map((each) => <option key={each.id} value={each.id}>{each.name}</option>)}
          </Select>
        </Field>
      )}
      <WhereField value={values.siteId} onPick={(picked) => set({ siteId: picked })} project={project} fault={faultOf('siteId')} />
      <div>
        <p className="mb-1 font-medium">Brain</p>
        <BrainFields brain={values.brain} onChange={(brain) => set({ brain })} faultOf={faultOf} touch={touch} />
      </div>
      <label className="flex items-center justify-between gap-3"><span className="font-medium">Start it at once</span><Switch label="Start it at once" checked={values.start} onChange={(start) => set({ start })} /></label>
      {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
      {persona === null && (
        <p className="text-12 text-pretty text-ink-faint">
          Several at once? <Link to="/personas/generate" search={values.siteId === OWN_WORLD ? {} : { site: values.siteId }} className="text-accent hover:underline">Generate personas</Link> and start agents from all of them.
        </p>
      )}
    </form>
  )
}
