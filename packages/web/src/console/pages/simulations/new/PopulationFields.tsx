import { POPULATION_FILE_LONGEST, SIMULATED_AGENTS_MOST, type SimulationOptions } from '@troupe/contract'
import { FileUp, X } from 'lucide-react'
import { useState } from 'react'
import { counted, formatWhole } from '../../../../design/number-format.ts'
import type { Form } from '../../../forms/use-form.ts'
import { Choice, Field, NumberInput, Select, TextInput } from '../../../parts/fields.tsx'
import { Note } from '../../../parts/Note.tsx'
import { takeFile } from './chosen-files.ts'
import { goneFiles, type NewSimulationValues } from './new-simulation-values.ts'

const FILES_MOST = 5
const KINDS = [
  { value: 'pack', label: 'Made from a pack', hint: 'People of its archetypes, drawn by the seed.' },
  { value: 'files', label: 'From your files', hint: 'Profiles and follows: CSV, JSON, JSONL or GraphML, OASIS profiles as they are.' },
] as const

export function PopulationFields({ form, options }: { form: Form<NewSimulationValues>; options: SimulationOptions | undefined }) {
  const { values } = form
  const pack = options?.packs.find(({ name }) => name === values.pack)
  return (
    <>
      <Choice label="Who lives in it" value={values.who} options={KINDS} onChange={(who) => form.set({ who })} />
      {values.who === 'pack' ? (
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Pack" hint={pack === undefined ? undefined : pack.description === '' ? counted(pack.archetypes, 'archetype', 'archetypes') : `${pack.description} ${counted(pack.archetypes, 'archetype', 'archetypes')}.`} fault={form.faultOf('population.pack')}>
            <Select value={values.pack} onChange={({ target }) => form.set({ pack: target.value })}>
              {(options?.packs ?? [{ name: values.pack }]).map(({ name }) => <option key={name} value={name}>{name}</option>)}
            </Select>
          </Field>
          <Field label="How many" hint={`Up to ${formatWhole(SIMULATED_AGENTS_MOST)} here; the command line takes more.`} fault={form.faultOf('population.agents')}>
            <NumberInput unit="people" inputMode="numeric" value={values.agents} onValue={(agents) => form.set({ agents })} onBlur={() => form.touch('population.agents')} />
          </Field>
        </div>
      ) : <Files form={form} />}
      <Field label="Follows at the start" hint={graphHint(values.graph, options)} fault={form.faultOf('graph')}>
        <div className="grid gap-2 sm:grid-cols-2">
          <Select value={modelOf(values.graph)} onChange={({ target }) => form.set({ graph: options?.graphs.find(({ model }) => model === target.value)?.example ?? target.value })}>
            <option value="">{values.who === 'pack' ? 'nobody follows anybody' : 'as the files say'}</option>
            {options?.graphs.map(({ model }) => <option key={model} value={model}>{model}</option>)}
          </Select>
          {values.graph !== '' && <TextInput mono aria-label="The model with its numbers" value={values.graph} onChange={({ target }) => form.set({ graph: target.value })} onBlur={() => form.touch('graph')} />}
        </div>
      </Field>
    </>
  )
}

function Files({ form }: { form: Form<NewSimulationValues> }) {
  const { values: { files, mbti } } = form
  const [tooLarge, setTooLarge] = useState<string | null>(null)
  const gone = goneFiles({ files })
  async function take(list: FileList): Promise<void> {
    setTooLarge(null)
    const sound = [...list].filter(({ size, name }) => {
      if (size > POPULATION_FILE_LONGEST) setTooLarge(`${name} has ${formatWhole(Math.ceil(size / 1e6))} MB; ${formatWhole(POPULATION_FILE_LONGEST / 1e6)} MB go through here. The command line takes it: --import ${name}.`)
      return size <= POPULATION_FILE_LONGEST
    })
    const taken = await Promise.all(sound.map(takeFile))
    const names = new Set(taken.map(({ name }) => name))
    form.set({ files: [...files.filter(({ name }) => !names.has(name)), ...taken].slice(0, FILES_MOST) })
    form.touch('population.files')
  }
  const fault = tooLarge ?? form.faultOf('population.files') ?? form.faultOf('population.files.0.text')
  return (
    <>
      <Field label="Files of people and follows" hint="Which column is what is found out by itself, and shown after. What can’t be read is said by its row." fault={fault}>
        <label
          className="flex cursor-pointer flex-col items-center gap-1.5 rounded-medium border border-dashed border-line-strong px-4 py-5 text-center hover:bg-sunken has-focus-visible:border-accent"
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => {
            event.preventDefault()
            void take(event.dataTransfer.files)
          }}
        >
          <FileUp size={20} aria-hidden className="text-ink-faint" />
          <span className="text-ink-soft">Choose files, or drop them here</span>
          <input
            type="file" multiple aria-label="Files of people and follows" accept=".csv,.json,.jsonl,.ndjson,.graphml,.xml" className="sr-only"
            onChange={({ target }) => {
              if (target.files !== null) void take(target.files)
              target.value = ''
            }}
          />
        </label>
      </Field>
      {files.length > 0 && (
        <ul className="-mt-2 divide-y divide-line border-y border-line">
          {files.map(({ name, characters }) => (
            <li key={name} className="flex min-h-9 items-center gap-2">
              <span className="min-w-0 flex-1 truncate font-medium">{name}</span>
              {gone.includes(name) ? <span className="text-12 text-bad">choose it again</span> : <span className="tabular text-12 text-ink-faint">{formatWhole(characters)} characters</span>}
              <button type="button" aria-label={`Leave out ${name}`} onClick={() => form.set({ files: files.filter((file) => file.name !== name) })} className="grid size-7 place-items-center rounded-full text-ink-faint hover:bg-sunken hover:text-ink"><X size={14} aria-hidden /></button>
            </li>
          ))}
        </ul>
      )}
      {gone.length > 0 && <Note tone="wait">The page was loaded anew, and browsers keep no files over that. Choose {gone.join(', ')} again.</Note>}
      <Field label="Four-letter types" hint="An mbti column colours how people speak, a little.">
        <Select value={mbti} onChange={({ target }) => form.set({ mbti: target.value as 'tint' | 'ignore' })}>
          <option value="tint">colour voices</option>
          <option value="ignore">are ignored</option>
        </Select>
      </Field>
    </>
  )
}

function modelOf(graph: string): string {
  return graph.trim().startsWith('{') ? /"model"\s*:\s*"([^"]+)"/.exec(graph)?.[1] ?? '' : graph.split(':')[0] ?? ''
}

function graphHint(graph: string, options: SimulationOptions | undefined): string {
  return options?.graphs.find(({ model }) => model === modelOf(graph))?.description ?? 'They find each other by what they are shown.'
}
