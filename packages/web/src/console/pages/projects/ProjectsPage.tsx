import { placeSchema, projectDraftSchema, type Place, type Project } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { FolderKanban, Plus } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { counted } from '../../../design/number-format.ts'
import { spanWords } from '../../../design/span-words.ts'
import { PROJECTS } from '../../data/addresses.ts'
import { answerOf, refresh, send } from '../../data/api.ts'
import { useMay } from '../../data/queries.ts'
import { useStop } from '../../data/stops.ts'
import { useForm } from '../../forms/use-form.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { Choice, Field, TextInput } from '../../parts/fields.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { StoppedMark } from '../../parts/marks.tsx'
import { Note } from '../../parts/Note.tsx'
import { Page } from '../../parts/Page.tsx'
import { livesOutside, sitesWords } from './outside-words.ts'
import { RecommenderField } from './RecommenderField.tsx'
import { WakeFields } from './WakeFields.tsx'
import { wakeWords } from './wake-words.ts'
import { PLACES_OF_WORLDS } from './world-words.ts'

/** How often to look how far one is that is being deleted. */
const GOING_EVERY_MS = 2_000

export function ProjectsPage() {
  const projects = useQuery({ ...answerOf(PROJECTS), refetchInterval: ({ state }) => state.data?.items.some(({ erasing }) => erasing !== null) === true ? GOING_EVERY_MS : false })
  const admin = useMay('admin')
  const [making, setMaking] = useState(false)
  return (
    <Page title="Projects" actions={admin && <Button size="small" variant="primary" onClick={() => setMaking(true)}><Plus size={14} aria-hidden />New project</Button>}>
      <Answer query={projects} what="projects">
        {({ items }) => items.length === 0 ? (
          <EmptyState icon={<FolderKanban size={22} />} title="Projects live here" action={admin && <Button variant="primary" onClick={() => setMaking(true)}>Make one</Button>}>A project holds agents and the world they live in, and says when they wake.</EmptyState>
        ) : (
          <ul className="divide-y divide-line border-y border-line">
            {items.map((project) => project.erasing === null ? <ProjectLine key={project.id} project={project} /> : <GoingLine key={project.id} name={project.name} rows={project.erasing.rows} />)}
          </ul>
        )}
      </Answer>
      {making && <NewProject onClose={() => setMaking(false)} />}
    </Page>
  )
}

function ProjectLine({ project }: { project: Project }) {
  const { id, name, place, span, wake, recommender, counts } = project
  const outside = livesOutside(project)
  const stop = useStop(id)
  return (
    <li>
      <Link to="/projects/$projectId" params={{ projectId: id }} className="flex min-h-14 flex-wrap items-center gap-x-6 gap-y-1 px-1 py-2 hover:bg-sunken">
        <span className="min-w-40 flex-1">
          <span className="flex items-center gap-2 font-medium">{name}{stop !== null && <StoppedMark className="text-12 font-normal" title={`Stopped by the kill switch: ${stop.reason}`} />}</span>
          <span className="text-12 text-ink-faint">{outside ? `${sitesWords(project)}; ${wakeWords(wake)}` : span === null ? `${place}${project.sites.length === 0 ? '' : ` and ${sitesWords(project)}`}; ${wakeWords(wake)}; shows ${recommender}` : `${place}, simulated, ${spanWords(span)}; showed ${recommender}`}</span>
        </span>
        <span className="tabular text-ink-soft sm:w-24 sm:text-right">{counted(counts.agents, 'agent', 'agents')}</span>
        <span className="tabular text-ink-soft sm:w-24 sm:text-right">{counted(counts.personas, 'persona', 'personas')}</span>
        <span className="tabular text-ink-soft sm:w-24 sm:text-right">{outside ? <span className="text-ink-faint">acts outside</span> : place === 'gallery' ? counted(counts.posts, 'image', 'images') : counted(counts.posts, 'post', 'posts')}</span>
      </Link>
    </li>
  )
}

function GoingLine({ name, rows }: { name: string; rows: number }) {
  return (
    <li className="flex min-h-14 flex-wrap items-center gap-x-6 gap-y-1 px-1 py-2 text-ink-faint">
      <span className="min-w-40 flex-1">
        <span className="block font-medium">{name}</span>
        <span className="text-12">being deleted: nobody reads it or lives in it any more</span>
      </span>
      <span className="tabular" role="status">{counted(rows, 'row', 'rows')} gone so far</span>
    </li>
  )
}

const PLACES = placeSchema.options.map((place) => ({ value: place, label: PLACES_OF_WORLDS[place].name, hint: PLACES_OF_WORLDS[place].hint }))

function NewProject({ onClose }: { onClose(): void }) {
  const navigate = useNavigate()
  const form = useForm({
    schema: projectDraftSchema,
    initial: { name: '', place: 'feed' as Place, wake: { kind: 'rhythm' } as Project['wake'], recommender: 'recent' as Project['recommender'] },
    keepAs: 'new-project',
    send: async (draft) => {
      const made = await send<Project>('POST', '/api/projects', draft)
      await refresh('/api/projects')
      toast.success(`${made.name} is made.`)
      onClose()
      await navigate({ to: '/projects/$projectId', params: { projectId: made.id } })
    },
  })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="New project"
      description="It gets a world of its own for its agents to live in."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={form.busy} onClick={() => void form.submit()}>{form.busy ? 'Making…' : 'Make the project'}</Button>
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
        <Field label="Name" fault={form.faultOf('name')}>
          <TextInput autoFocus value={form.values.name} onChange={({ target }) => form.set({ name: target.value })} onBlur={() => form.touch('name')} />
        </Field>
        <div className="flex flex-col gap-3">
          <p className="font-medium">Place</p>
          <Choice label="Place" value={form.values.place} options={PLACES} onChange={(place) => form.set({ place })} />
          <p className="text-12 text-ink-faint">It can’t be changed later.</p>
        </div>
        <WakeFields wake={form.values.wake} onChange={(wake) => form.set({ wake })} fault={form.faultOf('wake.minutes')} />
        <RecommenderField value={form.values.recommender} onChange={(recommender) => form.set({ recommender })} />
        {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
      </form>
    </Dialog>
  )
}
