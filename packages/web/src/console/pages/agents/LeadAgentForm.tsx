import type { Agent, AgentKind, Creator } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { answerOf, refresh, send } from '../../data/api.ts'
import { AGENT_KINDS, creatorsPath } from '../../data/engagement-addresses.ts'
import { useForm } from '../../forms/use-form.ts'
import { Field, Select, Switch, TextInput } from '../../parts/fields.tsx'
import { LeadBrainFields } from '../../parts/lead-agent/LeadBrainFields.tsx'
import { TriggerFields } from '../../parts/lead-agent/TriggerFields.tsx'
import { triggerValues } from '../../parts/lead-agent/trigger-values.ts'
import { Answer } from '../../parts/ListStates.tsx'
import { Note } from '../../parts/Note.tsx'
import { ALL_CREATORS, firstCreator, leadAgentDraft, leadAgentSchema, triggersAfter, type LeadAgent } from './lead-agent.ts'
import type { AgentFormProps } from './PersonaAgentForm.tsx'

type LeadAgentFormProps = AgentFormProps & { creatorId: string | undefined }

/** An agent that is woken by what leads do. */
export function LeadAgentForm(props: LeadAgentFormProps) {
  const kinds = useQuery(answerOf(AGENT_KINDS, { freshMs: 60_000 }))
  const creators = useQuery(answerOf(creatorsPath(), { freshMs: 30_000 }))
  return (
    <Answer query={kinds} what="the kinds of agents">
      {({ items }) => <Answer query={creators} what="the creators">{(known) => <Fields {...props} kinds={items} creators={known.items} />}</Answer>}
    </Answer>
  )
}

function Fields({ id, creatorId, kinds, creators, onBusy, onMade }: LeadAgentFormProps & { kinds: readonly AgentKind[]; creators: readonly Creator[] }) {
  const [initial] = useState<LeadAgent>(() => ({ creatorId: creatorId ?? firstCreator(creators), name: '', brain: { kind: 'rules', rules: kinds[0]?.name ?? '' }, triggers: triggerValues(kinds[0]?.triggers ?? []), start: true }))
  const form = useForm({
    schema: leadAgentSchema,
    initial,
    keepAs: `new-lead-agent.${creatorId ?? ''}`,
    shape: leadAgentDraft,
    send: async (draft) => {
      const made = await send<Agent>('POST', '/api/agents', draft)
      await refresh('/api/agents', '/api/status', '/api/projects', '/api/creators', '/api/onboarding')
      await onMade(made, draft.start)
    },
  })
  const { values, set, faultOf, touch } = form
  const before = values.brain.kind === 'rules' ? kinds.find(({ name }) => name === (values.brain as { rules: string }).rules) : undefined
  const submit = () => {
    onBusy(true)
    void form.submit().finally(() => onBusy(false))
  }
  return (
    <form
      id={id}
      className="flex flex-col gap-5"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Field label="Whose leads" hint={values.creatorId === ALL_CREATORS ? 'Of every creator of the workspace, also of those who come.' : undefined} fault={faultOf('creatorId') === null ? null : 'Choose whose leads it writes to.'}>
        <Select value={values.creatorId} onChange={({ target }) => set({ creatorId: target.value })}>{values.creatorId === '' && <option value="">Choose whose</option>}{creators.map(({ id: each, name }) => <option key={each} value={each}>{name}’s</option>)}<option value={ALL_CREATORS}>All creators’</option></Select>
      </Field>
      <Field label="Name" hint="Left empty, it is called as its kind." fault={faultOf('name')}><TextInput value={values.name} placeholder={before?.title} onChange={({ target }) => set({ name: target.value })} onBlur={() => touch('name')} /></Field>
      <div>
        <p className="mb-1 font-medium">Brain</p>
        <LeadBrainFields brain={values.brain} faultOf={faultOf} touch={touch} onBrain={(brain, chosen) => set({ brain, triggers: triggersAfter(values.triggers, before, chosen) })} />
      </div>
      <div>
        <p className="mb-1 font-medium">What wakes it</p>
        <TriggerFields triggers={values.triggers} creatorId={creators.find(({ id: each }) => each === values.creatorId)?.id} onTriggers={(triggers) => set({ triggers })} faultOf={faultOf} touch={touch} />
      </div>
      <label className="flex items-center justify-between gap-3"><span className="font-medium">Start it at once</span><Switch label="Start it at once" checked={values.start} onChange={(start) => set({ start })} /></label>
      {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
      {form.restored && form.dirty && <p className="text-12 text-ink-faint">What you had begun is back.</p>}
    </form>
  )
}
