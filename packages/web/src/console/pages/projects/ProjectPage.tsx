import { projectChangeSchema, wakeSchema, type Project, type Span } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { ArrowUpRight, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button, buttonClass } from '../../../design/Button.tsx'
import { counted, formatWhole } from '../../../design/number-format.ts'
import { spanWords } from '../../../design/span-words.ts'
import { projectPath, worldPath } from '../../data/addresses.ts'
import { answerOf, refresh, send } from '../../data/api.ts'
import { useMay } from '../../data/queries.ts'
import { useForm } from '../../forms/use-form.ts'
import { Ago } from '../../parts/Ago.tsx'
import { ConfirmDialog, type Question } from '../../parts/ConfirmDialog.tsx'
import { Field, TextInput } from '../../parts/fields.tsx'
import { IdText } from '../../parts/Fold.tsx'
import { FormEnd } from '../../parts/FormEnd.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Note } from '../../parts/Note.tsx'
import { Facts, Page } from '../../parts/Page.tsx'
import { RoleNote } from '../../parts/RoleNote.tsx'
import { livesOutside, sitesWords } from './outside-words.ts'
import { OutsideSection } from './OutsideSection.tsx'
import { RecommenderField } from './RecommenderField.tsx'
import { PLACES_OF_WORLDS, publicAddress } from './world-words.ts'
import { WorldSettings } from './WorldSettings.tsx'
import { WakeFields } from './WakeFields.tsx'
import { wakeWords } from './wake-words.ts'

/** How often to look how far one is that is being deleted. */
const GOING_EVERY_MS = 2_000

export function ProjectPage() {
  const { projectId } = useParams({ from: '/shell/projects/$projectId' })
  const project = useQuery({ ...answerOf(projectPath(projectId)), refetchInterval: ({ state }) => state.data?.erasing == null ? false : GOING_EVERY_MS })
  const admin = useMay('admin')
  return (
    <Page
      title={project.data?.name ?? 'Project'}
      back={{ to: '/projects', label: 'Projects' }}
      actions={project.data?.erasing === null && (
        <>
          <Link to="/" search={{ project: projectId }} className={buttonClass('plain', 'small')}>Dashboard</Link>
          {project.data.kind === 'live' && <Link to="/fleet" search={{ projectId }} className={buttonClass('plain', 'small')}>Fleet</Link>}
          <Link to="/agents" search={{ projectId }} className={buttonClass('plain', 'small')}>{counted(project.data.counts.agents, 'agent', 'agents')}</Link>
          <OnThePublicSite worldId={project.data.worldId} />
          {admin && <DeleteProject project={project.data} />}
        </>
      )}
    >
      <Answer query={project} what="this project">
        {(data) => data.erasing === null ? (
          <>
            {data.span === null ? <RoleNote what="Changing a project" needs="admin" className="mb-5 max-w-136" /> : <Simulated project={data} span={data.span} />}
            <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[minmax(0,34rem)_18rem]">
              <fieldset disabled={!admin} className="flex min-w-0 flex-col gap-8">
                <ProjectForm key={`form-${data.id}`} project={data} admin={admin} />
                {data.kind === 'live' && <WakeForm key={`wake-${data.id}`} project={data} admin={admin} />}
              </fieldset>
              <aside className="flex min-w-0 flex-col gap-6">
                <OutsideSection project={data} />
                <ItsWorld project={data} admin={admin} />
                <Facts className="border-t border-line pt-4" facts={[['Made', <Ago key="made" instant={data.createdAt} />], ['Personas', formatWhole(data.counts.personas)], ['Id', <IdText key="id" id={data.id} />]]} />
              </aside>
            </div>
          </>
        ) : (
          <Note>
            It is being deleted: nobody reads its world or lives in it any more, and {counted(data.erasing.rows, 'row is', 'rows are')} gone so far. It goes on by itself,
            also after a restart.
          </Note>
        )}
      </Answer>
    </Page>
  )
}

/** Nothing where nobody lives in it, has posted in it or can read it: then there is nothing to know or to decide. */
function ItsWorld({ project, admin }: { project: Project; admin: boolean }) {
  const outside = livesOutside(project)
  const world = useQuery({ ...answerOf(worldPath(project.worldId)), enabled: outside })
  return outside && world.data?.public !== true ? null : <WorldSettings project={project} admin={admin} />
}

/** Where everybody reads it; nothing while they may not. */
function OnThePublicSite({ worldId }: { worldId: string }) {
  const world = useQuery(answerOf(worldPath(worldId)))
  if (world.data?.public !== true) return null
  return <a href={publicAddress(world.data)} className={buttonClass('plain', 'small')}>Open on the public site<ArrowUpRight size={13} aria-hidden /></a>
}

function Simulated({ project, span }: { project: Project; span: Span }) {
  return (
    <div className="mb-5 max-w-136">
      <Note>
        A simulated world, {spanWords(span)} (UTC). Its time is over: agents, turns and traces are here to be looked at, and nothing in it wakes, waits or costs.{' '}
        <Link to="/activity" search={{ projectId: project.id }} className="text-accent hover:underline">What happened in it</Link>
      </Note>
    </div>
  )
}

interface FormProps { project: Project; admin: boolean }

function ProjectForm({ project, admin }: FormProps) {
  const { id, name, kind, recommender } = project
  const form = useForm({
    schema: projectChangeSchema,
    initial: { name, recommender },
    keepAs: `project.${id}`,
    send: async (change) => {
      await send('PATCH', projectPath(id), change)
      await refresh('/api/projects', '/api/worlds')
      toast.success('Saved.')
    },
  })
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        void form.submit()
      }}
    >
      <Field label="Name" fault={form.faultOf('name')}><TextInput value={form.values.name} onChange={({ target }) => form.set({ name: target.value })} onBlur={() => form.touch('name')} /></Field>
      {kind === 'live' && !livesOutside(project) && <RecommenderField value={form.values.recommender} onChange={(value) => form.set({ recommender: value })} />}
      {admin && <FormEnd form={form} />}
    </form>
  )
}

function WakeForm({ project: { id, wake }, admin }: FormProps) {
  const form = useForm({
    schema: wakeSchema,
    initial: { wake },
    shape: wakeOf,
    keepAs: `wake.${id}`,
    send: async (next) => {
      await send('PUT', `${projectPath(id)}/wake`, next)
      await refresh('/api/projects', '/api/agents')
      toast.success(`From now on ${wakeWords(next)}.`)
    },
  })
  return (
    <form
      className="flex flex-col gap-4 border-t border-line pt-6"
      onSubmit={(event) => {
        event.preventDefault()
        void form.submit()
      }}
    >
      <WakeFields wake={form.values.wake} onChange={(next) => form.set({ wake: next })} fault={form.faultOf('minutes')} />
      {admin && <FormEnd form={form} save="Change the waking" />}
    </form>
  )
}

function wakeOf({ wake }: { wake: Project['wake'] }): Project['wake'] {
  return wake
}

/** Members and posts from which on it takes more than a moment. */
const LARGE = 50_000

function DeleteProject({ project }: { project: Project }) {
  const { id, name, kind, worldId, counts, sites } = project
  const navigate = useNavigate()
  const world = useQuery(answerOf(worldPath(worldId)))
  const [question, setQuestion] = useState<Question | null>(null)
  const ask = () => setQuestion({
    title: `Delete ${name}?`,
    consequence: [
      livesOutside(project) ? `${counted(counts.agents, 'agent goes', 'agents go')} with it, and all that the journal tells of them. This cannot be undone.`
        : `${counted(counts.agents, 'agent', 'agents')}, and a world with ${counted(counts.posts, 'post', 'posts')}${world.data === undefined ? '' : ` and ${counted(world.data.counts.comments, 'comment', 'comments')}`}, go with it, and all that the journal tells of them. This cannot be undone.`,
      ...(sites.length > 0 ? [`What its agents posted ${sitesWords(project)} stays there; only the site itself can delete that.`] : []),
      kind === 'live' ? 'Personas stay.' : 'Its people go too. The run’s own files stay where they are, and can be published again.',
      ...(world.data?.isDefault === true ? [`It is ${PLACES_OF_WORLDS[world.data.place].shown}: nothing stands there until you choose another.`] : world.data?.public === true ? ['Its public pages are gone at once, and links to them lead nowhere.'] : []),
      ...(counts.posts + counts.agents > LARGE ? ['So much takes a while. It goes on by itself, and the list of projects says how far it is.'] : []),
    ],
    confirm: 'Delete the project',
    danger: true,
    act: async () => {
      const left = await send<Project | undefined>('DELETE', projectPath(id))
      toast.success(left === undefined ? `${name} is deleted.` : `${name} is being deleted; that takes a while.`)
      await navigate({ to: '/projects' })
      await refresh('/api/projects', '/api/agents', '/api/status')
    },
  })
  return (
    <>
      <Button size="small" variant="quiet" aria-label={`Delete ${name}`} title="Delete…" onClick={ask}><Trash2 size={15} aria-hidden /></Button>
      <ConfirmDialog question={question} onClose={() => setQuestion(null)} />
    </>
  )
}
