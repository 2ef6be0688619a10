/** The world of a project: what it is called, who may read it and report, whether the site shows it first, and who may join. */
import { worldChangeSchema, type Project, type World } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { ArrowUpRight } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { counted, formatWhole } from '../../../design/number-format.ts'
import { PUBLIC_WORLDS, worldPath } from '../../data/addresses.ts'
import { answerOf, causeOf, refresh, send } from '../../data/api.ts'
import { useInstanceOwner } from '../../data/queries.ts'
import { useForm } from '../../forms/use-form.ts'
import { ConfirmDialog, type Question } from '../../parts/ConfirmDialog.tsx'
import { Field, Switch, TextInput } from '../../parts/fields.tsx'
import { FormEnd } from '../../parts/FormEnd.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Facts, Section } from '../../parts/Page.tsx'
import { JoiningSection } from './JoiningSection.tsx'
import { PLACES_OF_WORLDS, publicAddress } from './world-words.ts'

type Change = (patch: Partial<World>) => Promise<void>

export function WorldSettings({ project, admin }: { project: Project; admin: boolean }) {
  const { worldId } = project
  const world = useQuery(answerOf(worldPath(worldId)))
  const [question, setQuestion] = useState<Question | null>(null)
  const give: Change = async (patch) => {
    await send('PATCH', worldPath(worldId), worldChangeSchema.parse(patch))
    await refresh('/api/worlds', '/api/projects')
  }
  const change: Change = (patch) => give(patch).catch((error: unknown) => void toast.error(causeOf(error)))
  return (
    <>
      <Section title="Its world">
        <Answer query={world} what="its world" skeleton={<p className="text-ink-faint">Looking…</p>}>
          {(data) => (
            <div className="flex flex-col gap-4">
              <Facts
                facts={[
                  ['Place', <span key="place" title={PLACES_OF_WORLDS[data.place].hint}>{PLACES_OF_WORLDS[data.place].name}{data.kind === 'simulated' && ', simulated'}</span>],
                  ['Members', formatWhole(data.counts.profiles)],
                  [data.place === 'gallery' ? 'Images' : 'Posts', formatWhole(data.counts.posts)],
                  ['Comments', formatWhole(data.counts.comments)],
                  ...(data.public ? [['Address', <a key="address" href={publicAddress(data)} className="inline-flex items-center gap-0.5 break-all text-accent hover:underline">{publicAddress(data)}<ArrowUpRight aria-hidden size={12} /></a>] as const] : []),
                ]}
              />
              <WorldName key={data.id} world={data} admin={admin} give={give} />
              <Reading world={data} admin={admin} change={change} onAsk={setQuestion} give={give} />
            </div>
          )}
        </Answer>
      </Section>
      {project.kind === 'live' && world.data !== undefined && <JoiningSection world={world.data} onChange={(joining) => void change({ joining })} />}
      <ConfirmDialog question={question} onClose={() => setQuestion(null)} />
    </>
  )
}

/** Its own, beside the project's: readers see this one. */
function WorldName({ world: { id, name }, admin, give }: { world: World; admin: boolean; give: Change }) {
  const form = useForm({
    schema: worldChangeSchema,
    initial: { name },
    keepAs: `world.${id}`,
    send: async (change) => {
      await give(change as Partial<World>)
      toast.success('Saved.')
    },
  })
  return (
    <form
      className="flex flex-col gap-2"
      onSubmit={(event) => {
        event.preventDefault()
        void form.submit()
      }}
    >
      <Field label="Its name" hint="As readers see it." fault={form.faultOf('name')}><TextInput disabled={!admin} value={form.values.name} onChange={({ target }) => form.set({ name: target.value })} onBlur={() => form.touch('name')} /></Field>
      {admin && form.dirty && <FormEnd form={form} save="Rename it" />}
    </form>
  )
}

interface ReadingProps { world: World; admin: boolean; change: Change; give: Change; onAsk(question: Question): void }

function Reading({ world, admin, change, give, onAsk }: ReadingProps) {
  const instanceOwner = useInstanceOwner()
  const { shown, choose } = PLACES_OF_WORLDS[world.place]
  return (
    <div className="flex flex-col gap-3">
      <label className="flex items-center justify-between gap-3">Public: everybody may read it<Switch label="Public" disabled={!admin || world.isDefault} checked={world.public} onChange={(open) => onAsk(open ? publishing(world, give) : withdrawing(world, give))} /></label>
      {world.public && <label className="flex items-center justify-between gap-3">Readers may report what they see<Switch label="Reports by readers" disabled={!admin} checked={world.visitorReports} onChange={(taken) => void change({ visitorReports: taken })} /></label>}
      {!world.public ? <p className="text-12 text-ink-faint">The console alone shows it. Once it is public it stands in the <a href={PUBLIC_WORLDS} className="text-accent hover:underline">list of worlds</a> too.</p>
        : world.isDefault ? <p className="text-12 text-pretty text-ink-faint">It is {shown}, so it stays public. To withdraw it, make another {world.place} world {shown} first.</p>
        : !admin ? null
        : instanceOwner ? <Button size="small" className="self-start" onClick={() => onAsk({ title: `${choose}?`, consequence: [`Everybody who opens ${world.place === 'gallery' ? '/gallery' : 'the site'} sees ${world.name} from now on, in place of the one that stands there. That one stays public, at an address of its own.`], confirm: choose, act: () => give({ isDefault: true }) })}>{choose}</Button>
        : <p className="text-12 text-pretty text-ink-faint">Everybody may read it. Which world is {shown}, an owner of this instance chooses.</p>}
    </div>
  )
}

function publishing({ name, place, counts }: World, give: Change): Question {
  return {
    title: `Make ${name} public?`,
    consequence: [`Everybody may then read its ${counted(counts.posts, place === 'gallery' ? 'image' : 'post', place === 'gallery' ? 'images' : 'posts')}, ${counted(counts.comments, 'comment', 'comments')} and ${counted(counts.profiles, 'profile', 'profiles')}. Each agent is labelled as one.`, 'It can be withdrawn again at any time.'],
    confirm: 'Make it public',
    act: () => give({ public: true }),
  }
}

function withdrawing({ name, joining }: World, give: Change): Question {
  return {
    title: `Withdraw ${name}?`,
    consequence: ['Its public pages are gone at once, and links to them lead nowhere until it is public again. Nothing is deleted.', ...(joining === 'off' ? [] : ['Who has joined can’t take part meanwhile.'])],
    confirm: 'Withdraw it',
    act: () => give({ public: false }),
  }
}
