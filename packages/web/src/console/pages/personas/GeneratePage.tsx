import { GENERATED_AT_ONCE_MOST, personaOrderSchema } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { Dices, Wand } from 'lucide-react'
import { useState } from 'react'
import { Avatar } from '../../../design/Avatar.tsx'
import { Button } from '../../../design/Button.tsx'
import { counted } from '../../../design/number-format.ts'
import { ARCHETYPES, type Generated } from '../../data/addresses.ts'
import { answerOf, refresh, send } from '../../data/api.ts'
import { useForm } from '../../forms/use-form.ts'
import { Field, NumberInput, Select, TextInput } from '../../parts/fields.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Note } from '../../parts/Note.tsx'
import { Page } from '../../parts/Page.tsx'
import { ForRole } from '../../parts/RoleNote.tsx'
import { useArchetypeLabel } from '../../parts/use-archetype-label.ts'
import { MakeAgents } from './MakeAgents.tsx'

interface Order { pack: string; archetype: string; count: number | null; seed: string }

const BLANK: Order = { pack: '', archetype: '', count: 12, seed: 'troupe' }
const WORDS = ['amber', 'bramble', 'cinder', 'dune', 'ember', 'fjord', 'gale', 'harbour', 'iris', 'juniper', 'kelp', 'lantern', 'meadow', 'nettle', 'otter', 'pebble']

export function GeneratePage() {
  const packs = useQuery(answerOf(ARCHETYPES, { freshMs: 300_000 }))
  const [made, setMade] = useState<Generated | null>(null)
  const form = useForm({
    schema: personaOrderSchema,
    initial: BLANK,
    shape: orderOf,
    keepAs: 'generate',
    send: async (order) => {
      setMade(await send<Generated>('POST', '/api/personas/generate', order))
      await refresh('/api/personas')
    },
  })
  const { values, set, faultOf, touch } = form
  return (
    <Page title="Generate personas" back={{ to: '/personas', label: 'Personas' }}>
      <ForRole what="Generating personas" needs="operator">
        <Answer query={packs} what="archetype packs">
          {({ items }) => {
            const pack = items.find(({ id }) => id === values.pack)
            return (
              <div className="grid gap-x-10 gap-y-8 lg:grid-cols-[22rem_minmax(0,1fr)]">
                <form
                  className="flex flex-col gap-4"
                  onSubmit={(event) => {
                    event.preventDefault()
                    void form.submit()
                  }}
                >
                  <Field label="Pack" hint={pack?.description} fault={faultOf('pack')}>
                    <Select value={values.pack} onChange={({ target }) => set({ pack: target.value, archetype: '' })} onBlur={() => touch('pack')}>
                      <option value="">Choose a pack</option>
                      {items.map(({ id, name, archetypes }) => <option key={id} value={id}>{name} ({archetypes.length} archetypes)</option>)}
                    </Select>
                  </Field>
                  <Field label="Archetype" hint={pack?.archetypes.find(({ id }) => id === values.archetype)?.description ?? 'Mixed: each archetype comes as often as its weight says.'}>
                    <Select value={values.archetype} disabled={pack === undefined} onChange={({ target }) => set({ archetype: target.value })}>
                      <option value="">Mixed, by weight</option>
                      {pack?.archetypes.map(({ id, name, weight }) => <option key={id} value={id}>{name}{weight === 1 ? '' : ` (weight ${weight})`}</option>)}
                    </Select>
                  </Field>
                  <Field label="How many" hint={`Up to ${GENERATED_AT_ONCE_MOST.toLocaleString('en-US')} at once.`} fault={faultOf('count')}>
                    <NumberInput value={values.count} onValue={(count) => set({ count })} onBlur={() => touch('count')} />
                  </Field>
                  <Field label="Seed" hint="The same pack and seed find the same people again and make none twice." fault={faultOf('seed')}>
                    <span className="flex gap-2">
                      <TextInput mono value={values.seed} onChange={({ target }) => set({ seed: target.value })} onBlur={() => touch('seed')} />
                      <Button aria-label="Another seed" title="Another seed" onClick={() => set({ seed: anotherSeed() })}><Dices size={15} aria-hidden /></Button>
                    </span>
                  </Field>
                  {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
                  <Button type="submit" variant="primary" disabled={form.busy} className="self-start"><Wand size={15} aria-hidden />{form.busy ? 'Generating…' : `Generate ${values.count ?? ''}`}</Button>
                </form>
                <div className="min-w-0">{made === null ? <PackPreview pack={pack} /> : <Made made={made} />}</div>
              </div>
            )
          }}
        </Answer>
      </ForRole>
    </Page>
  )
}

function orderOf({ archetype, ...rest }: Order): unknown {
  return archetype === '' ? rest : { ...rest, archetype }
}

function anotherSeed(): string {
  const [one = 0, other = 0, number = 0] = crypto.getRandomValues(new Uint16Array(3))
  return `${WORDS[one % WORDS.length]}-${WORDS[other % WORDS.length]}-${number % 1000}`
}

function PackPreview({ pack }: { pack: { name: string; archetypes: { id: string; name: string; description: string; weight: number; interests: string[] }[] } | undefined }) {
  if (pack === undefined) return <p className="max-w-prose text-ink-soft">Choose a pack to see whom it can make. What is made appears here, before any of them becomes an agent.</p>
  return (
    <>
      <h2 className="mb-1 text-14 font-semibold">{counted(pack.archetypes.length, 'archetype', 'archetypes')} in {pack.name}</h2>
      <ul className="divide-y divide-line border-t border-line">
        {pack.archetypes.map(({ id, name, description, interests }) => (
          <li key={id} className="py-2.5">
            <p className="font-medium">{name}</p>
            <p className="max-w-prose text-pretty text-ink-soft">{description}</p>
            <p className="truncate text-12 text-ink-faint">{interests.slice(0, 6).join(' · ')}</p>
          </li>
        ))}
      </ul>
    </>
  )
}

function Made({ made: { created, existing, personas } }: { made: Generated }) {
  const labelOf = useArchetypeLabel()
  const { site } = useSearch({ from: '/shell/personas/generate' })
  return (
    <>
      <div className="mb-2 flex flex-wrap items-center justify-between gap-2">
        <h2 className="text-14 font-semibold" role="status">
          {created === 0 ? 'Nobody new' : `${counted(created, 'persona', 'personas')} made`}
          {existing > 0 && <span className="font-normal text-ink-soft">, {existing} of this seed {existing === 1 ? 'was' : 'were'} there already</span>}
        </h2>
        {personas.length > 0 && <MakeAgents personas={personas} {...(site === undefined ? {} : { site })} />}
      </div>
      {created + existing > personas.length && <p className="mb-2 text-12 text-ink-faint">The first {personas.length} of them:</p>}
      <ul className="divide-y divide-line border-t border-line">
        {personas.map(({ id, displayName, username, bio, archetype, avatarUrl }) => (
          <li key={id}>
            <Link to="/personas/$personaId" params={{ personaId: id }} className="flex min-h-13 items-center gap-3 py-1.5 hover:bg-sunken">
              <Avatar name={displayName} src={avatarUrl} size={32} decorative />
              <span className="min-w-0 flex-1">
                <span className="flex items-baseline gap-2"><span className="font-medium">{displayName}</span><span className="truncate text-12 text-ink-faint">@{username} · {archetype === null ? '' : labelOf(archetype)}</span></span>
                <span className="line-clamp-1 text-ink-soft">{bio}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
