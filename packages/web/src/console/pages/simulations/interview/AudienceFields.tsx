import type { Simulation } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { useState } from 'react'
import { formatWhole } from '../../../../design/number-format.ts'
import { answerOf } from '../../../data/api.ts'
import type { Form } from '../../../forms/use-form.ts'
import { plainName } from '../../../parts/action-words.ts'
import { Field, NumberInput, Select } from '../../../parts/fields.tsx'
import { SearchBox } from '../../../parts/SearchBox.tsx'
import { simulatedAgentsPath } from '../data/simulation-addresses.ts'
import type { InterviewValues } from './interview-values.ts'

const FOUND_MOST = 8

/** Whom to ask: a sample drawn by the run's seed, those of an archetype, or people by name. */
export function AudienceFields({ run, form }: { run: Simulation; form: Form<InterviewValues> }) {
  const { values } = form
  const { data } = useQuery(answerOf(simulatedAgentsPath(run.id, '', 1), { freshMs: 60_000 }))
  return (
    <>
      <div className="grid gap-3 sm:grid-cols-2">
        <Field label="Whom">
          <Select
            value={values.whom}
            onChange={({ target }) => form.set({ whom: target.value as InterviewValues['whom'], ...(values.archetype === '' ? { archetype: data?.archetypes[0] ?? '' } : {}) })}
          >
            <option value="sample">a sample of everybody</option>
            {(data?.archetypes.length ?? 0) > 0 && <option value="archetype">those of an archetype</option>}
            <option value="named">people by name</option>
          </Select>
        </Field>
        {values.whom !== 'named' && (
          <Field label="How many" hint={data === undefined ? undefined : `Of ${formatWhole(data.total)}, drawn by the run’s seed: the same each time.`} fault={form.faultOf('audience.sample')}>
            <NumberInput unit="people" inputMode="numeric" value={values.sample} onValue={(sample) => form.set({ sample })} onBlur={() => form.touch('audience.sample')} />
          </Field>
        )}
      </div>
      {values.whom === 'archetype' && (
        <Field label="Archetype" fault={form.faultOf('audience.archetype')}>
          <Select value={values.archetype} onChange={({ target }) => form.set({ archetype: target.value })}>{data?.archetypes.map((name) => <option key={name} value={name}>{plainName(name)}</option>)}</Select>
        </Field>
      )}
      {values.whom === 'named' && <NamedPeople run={run} who={values.who} onWho={(who) => form.set({ who })} fault={form.faultOf('audience.who')} />}
    </>
  )
}

function NamedPeople({ run, who, onWho, fault }: { run: Simulation; who: readonly string[]; onWho(who: string[]): void; fault: string | null }) {
  const [query, setQuery] = useState('')
  const { data } = useQuery(answerOf(simulatedAgentsPath(run.id, query, FOUND_MOST), { freshMs: 60_000 }))
  const found = data?.items.filter(({ username }) => !who.includes(username)) ?? []
  return (
    <Field label="People" fault={fault}>
      {who.length > 0 && (
        <ul aria-label="Who is asked" className="flex flex-wrap gap-1.5">
          {who.map((username) => (
            <li key={username}>
              <button type="button" aria-label={`Leave out ${username}`} onClick={() => onWho(who.filter((each) => each !== username))} className="inline-flex h-7 items-center gap-1 rounded-full border border-accent bg-accent-soft px-2.5 text-12 font-medium text-accent">
                @{username}<X size={12} aria-hidden />
              </button>
            </li>
          ))}
        </ul>
      )}
      <SearchBox label="Find people by name or archetype" value={query} onValue={setQuery} />
      <ul aria-label="Found people" className="divide-y divide-line border-y border-line">
        {found.map(({ username, displayName, archetype, bio }) => (
          <li key={username}>
            <button type="button" title={bio} onClick={() => onWho([...who, username])} className="flex min-h-8 w-full items-center gap-2 px-1 text-left hover:bg-sunken max-sm:min-h-10">
              <span className="truncate font-medium">{displayName}</span>
              <span className="truncate text-12 text-ink-faint">@{username}{archetype !== null && ` · ${plainName(archetype)}`}</span>
              <span className="ml-auto text-12 text-accent">add</span>
            </button>
          </li>
        ))}
        {data !== undefined && found.length === 0 && <li className="px-1 py-2 text-12 text-ink-faint">{query === '' ? 'All are chosen.' : 'Nobody else is called that.'}</li>}
      </ul>
    </Field>
  )
}
