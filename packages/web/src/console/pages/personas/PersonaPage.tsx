import { personaChangeSchema, type Persona } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { ArrowUpRight, Bot, Sparkles, Trash2 } from 'lucide-react'
import { useMemo, useState } from 'react'
import { toast } from 'sonner'
import { Avatar } from '../../../design/Avatar.tsx'
import { Button, buttonClass } from '../../../design/Button.tsx'
import { counted } from '../../../design/number-format.ts'
import { agentsPath, personaPath, publicName } from '../../data/addresses.ts'
import { answerOf, causeOf, read, refresh, send } from '../../data/api.ts'
import { useMay } from '../../data/queries.ts'
import { useForm } from '../../forms/use-form.ts'
import { AgentStateMark } from '../../parts/AgentStateMark.tsx'
import { Ago } from '../../parts/Ago.tsx'
import { ConfirmDialog, type Question } from '../../parts/ConfirmDialog.tsx'
import { IdText } from '../../parts/Fold.tsx'
import { FormEnd } from '../../parts/FormEnd.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Facts, Page } from '../../parts/Page.tsx'
import { RoleNote } from '../../parts/RoleNote.tsx'
import { useArchetypeLabel } from '../../parts/use-archetype-label.ts'
import { NewAgentDialog } from '../agents/NewAgentDialog.tsx'
import { changeOf, valuesOf } from './persona-values.ts'
import { PersonaFields } from './PersonaFields.tsx'

export function PersonaPage() {
  const { personaId } = useParams({ from: '/shell/personas/$personaId' })
  const persona = useQuery(answerOf(personaPath(personaId)))
  const operator = useMay('operator')
  const [making, setMaking] = useState(false)
  return (
    <Page
      title={persona.data?.displayName ?? 'Persona'}
      back={{ to: '/personas', label: 'Personas' }}
      heading={persona.data && <PersonaHeading persona={persona.data} />}
      actions={persona.data && operator && (
        <>
          <Link to="/personas/$personaId/enrich" params={{ personaId }} className={buttonClass('plain', 'small')}><Sparkles size={14} aria-hidden />Enrich…</Link>
          <Button size="small" onClick={() => setMaking(true)}><Bot size={14} aria-hidden />Make an agent</Button>
          <DeletePersona persona={persona.data} />
        </>
      )}
    >
      <Answer query={persona} what="this persona">
        {(data) => (
          <div className="grid gap-x-10 gap-y-6 lg:grid-cols-[minmax(0,42rem)_18rem]">
            <PersonaForm key={data.id} persona={data} />
            <PersonaAside persona={data} />
          </div>
        )}
      </Answer>
      {making && persona.data && <NewAgentDialog persona={persona.data} onClose={() => setMaking(false)} />}
    </Page>
  )
}

function PersonaHeading({ persona: { displayName, username, avatarUrl } }: { persona: Persona }) {
  return (
    <div className="flex min-w-0 items-center gap-3">
      <Avatar name={displayName} src={avatarUrl} size={40} decorative />
      <div className="min-w-0">
        <h1 className="truncate text-16 font-semibold">{displayName}</h1>
        <a href={publicName(username)} className="inline-flex items-center gap-0.5 text-12 text-ink-faint hover:text-ink hover:underline">@{username}<ArrowUpRight aria-hidden size={12} /></a>
      </div>
    </div>
  )
}

function PersonaForm({ persona }: { persona: Persona }) {
  const operator = useMay('operator')
  const initial = useMemo(() => valuesOf(persona), [persona])
  const form = useForm({
    schema: personaChangeSchema,
    initial,
    keepAs: `persona.${persona.id}`,
    send: async (_whole, values) => {
      await send('PATCH', personaPath(persona.id), changeOf(initial, values))
      await refresh('/api/personas', '/api/agents')
      toast.success('Saved. Its agents are this person from their next turn on.')
    },
  })
  return (
    <form
      className="flex min-w-0 flex-col gap-8"
      onSubmit={(event) => {
        event.preventDefault()
        void form.submit()
      }}
    >
      <RoleNote what="Changing a persona" needs="operator" />
      <fieldset disabled={!operator} className="contents">
        <PersonaFields form={form} />
        {operator && <div className="sticky -bottom-12 -mx-1 border-t border-line bg-page px-1 py-3"><FormEnd form={form} /></div>}
      </fieldset>
    </form>
  )
}

function PersonaAside({ persona: { id, archetype, origin, createdAt, updatedAt, username } }: { persona: Persona }) {
  const labelOf = useArchetypeLabel()
  const agents = useQuery(answerOf(agentsPath({ query: username }, 20)))
  const own = agents.data?.items.filter(({ persona }) => persona?.id === id) ?? []
  return (
    <aside className="flex flex-col gap-5">
      <Facts
        facts={[
          ['Archetype', archetype === null ? 'written by hand' : labelOf(archetype)],
          ...(origin === null ? [] : [['Made by', `${origin.pack}, seed “${origin.seed}”, number ${origin.index + 1}`] as const]),
          ['Made', <Ago key="made" instant={createdAt} />],
          ['Changed', <Ago key="changed" instant={updatedAt} />],
          ['Id', <IdText key="id" id={id} />],
        ]}
      />
      <div className="border-t border-line pt-4">
        <h2 className="mb-1.5 text-14 font-semibold">Its agents</h2>
        {own.length === 0 ? <p className="text-ink-soft">{agents.isPending ? 'Looking…' : 'None yet: nobody plays this persona.'}</p> : (
          <ul>
            {own.map((agent) => (
              <li key={agent.id}>
                <Link to="/agents/$agentId" params={{ agentId: agent.id }} className="flex h-8 items-center justify-between gap-2 hover:underline"><span className="truncate">{agent.name}</span><AgentStateMark agent={agent} className="text-12" /></Link>
              </li>
            ))}
          </ul>
        )}
      </div>
    </aside>
  )
}

function DeletePersona({ persona: { id, displayName, username } }: { persona: Persona }) {
  const navigate = useNavigate()
  const [question, setQuestion] = useState<Question | null>(null)
  async function ask(): Promise<void> {
    const agents = (await read(agentsPath({ query: username }, 100))).items.filter(({ persona }) => persona?.id === id)
    setQuestion({
      title: `Delete ${displayName}?`,
      consequence: [
        agents.length === 0 ? 'No agent plays this persona.' : `${counted(agents.length, 'agent plays', 'agents play')} this persona and ${agents.length === 1 ? 'goes' : 'go'} with it, history and all.`,
        'What it posted stays on the site. Deleting cannot be undone; a generated persona can be generated again with its seed.',
      ],
      confirm: 'Delete the persona',
      danger: true,
      act: async () => {
        await send('DELETE', personaPath(id))
        toast.success(`${displayName} is deleted.`)
        await navigate({ to: '/personas' })
        await refresh('/api/personas', '/api/agents', '/api/status')
      },
    })
  }
  return (
    <>
      <Button size="small" variant="quiet" aria-label={`Delete ${displayName}`} title="Delete…" onClick={() => void ask().catch((error: unknown) => toast.error(causeOf(error)))}><Trash2 size={15} aria-hidden /></Button>
      <ConfirmDialog question={question} onClose={() => setQuestion(null)} />
    </>
  )
}
