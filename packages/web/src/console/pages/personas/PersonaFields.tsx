import { BIO_LONGEST } from '@troupe/contract'
import type { Form } from '../../forms/use-form.ts'
import { Field, ListInput, NumberInput, Select, TextArea, TextInput } from '../../parts/fields.tsx'
import { Section } from '../../parts/Page.tsx'
import type { PersonaValues } from './persona-values.ts'
import { RhythmFields } from './RhythmFields.tsx'
import { WeightFields } from './WeightFields.tsx'

const LENGTHS = { terse: 'terse: a few words', short: 'short: a sentence or two', medium: 'medium', long: 'long: a paragraph' } as const
const CASINGS = ['sentence', 'lower', 'upper', 'title', 'erratic'] as const

export function PersonaFields({ form }: { form: Form<PersonaValues> }) {
  const { values, set, faultOf, touch } = form
  const { voice } = values
  const speak = (patch: Partial<typeof voice>) => set({ voice: { ...voice, ...patch } })
  return (
    <div className="flex flex-col gap-8">
      <Section title="Who it is">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Display name" fault={faultOf('displayName')}>
            <TextInput value={values.displayName} onChange={({ target }) => set({ displayName: target.value })} onBlur={() => touch('displayName')} />
          </Field>
          <Field label="Username" fault={faultOf('username')} hint="What an @mention names.">
            <TextInput mono value={values.username} onChange={({ target }) => set({ username: target.value })} onBlur={() => touch('username')} />
          </Field>
          <Field label="Bio" className="sm:col-span-2" aside={`${values.bio.length} of ${BIO_LONGEST}`} fault={faultOf('bio')}>
            <TextArea rows={2} value={values.bio} onChange={({ target }) => set({ bio: target.value })} onBlur={() => touch('bio')} />
          </Field>
          <Field label="Backstory" className="sm:col-span-2" fault={faultOf('backstory')}>
            <TextArea rows={4} value={values.backstory} onChange={({ target }) => set({ backstory: target.value })} onBlur={() => touch('backstory')} />
          </Field>
          <Field label="Age" fault={faultOf('age')}><NumberInput value={values.age} onValue={(age) => set({ age })} onBlur={() => touch('age')} /></Field>
          <Field label="Location" fault={faultOf('location')}><TextInput value={values.location} onChange={({ target }) => set({ location: target.value })} /></Field>
          <Field label="Language" hint="Such as en or de-AT." fault={faultOf('language')}><TextInput value={values.language} onChange={({ target }) => set({ language: target.value })} onBlur={() => touch('language')} /></Field>
          <Field label="Vibe" fault={faultOf('vibe')}><TextInput value={values.vibe} onChange={({ target }) => set({ vibe: target.value })} onBlur={() => touch('vibe')} /></Field>
        </div>
      </Section>
      <Section title="What moves it">
        <div className="grid gap-4">
          <Field label="Interests" hint="Separated by commas." fault={listFault(faultOf, 'interests')}><ListInput value={values.interests} onValue={(interests) => set({ interests })} onBlur={() => touch('interests')} /></Field>
          <Field label="Beliefs" hint="One a line." fault={listFault(faultOf, 'beliefs')}><ListInput between="line" value={values.beliefs} onValue={(beliefs) => set({ beliefs })} onBlur={() => touch('beliefs')} /></Field>
          <Field label="Knowledge" hint="One a line." fault={listFault(faultOf, 'knowledge')}><ListInput between="line" value={values.knowledge} onValue={(knowledge) => set({ knowledge })} onBlur={() => touch('knowledge')} /></Field>
        </div>
      </Section>
      <Section title="How it speaks">
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label="Tone" className="sm:col-span-2" fault={faultOf('voice.tone')}><TextInput placeholder="wounded civic pride" value={voice.tone} onChange={({ target }) => speak({ tone: target.value })} onBlur={() => touch('voice.tone')} /></Field>
          <Field label="Length">
            <Select value={voice.length} onChange={({ target }) => speak({ length: target.value as typeof voice.length })}>
              {Object.entries(LENGTHS).map(([value, label]) => <option key={value} value={value}>{label}</option>)}
            </Select>
          </Field>
          <Field label="Letter case">
            <Select value={voice.casing} onChange={({ target }) => speak({ casing: target.value as typeof voice.casing })}>
              {CASINGS.map((casing) => <option key={casing}>{casing}</option>)}
            </Select>
          </Field>
          <Field label="Emoji in" fault={faultOf('voice.emoji')}><NumberInput unit="% of texts" value={Number((voice.emoji * 100).toFixed(1))} onValue={(percent) => speak({ emoji: percent === null ? Number.NaN : percent / 100 })} onBlur={() => touch('voice.emoji')} /></Field>
          <Field label="Which emoji" hint="Separated by commas." fault={listFault(faultOf, 'voice.emojis')}><ListInput value={voice.emojis} onValue={(emojis) => speak({ emojis })} /></Field>
          <Field label="Fillers and tags" hint="“tbh”, “mark my words”." fault={listFault(faultOf, 'voice.slang')}><ListInput value={voice.slang} onValue={(slang) => speak({ slang })} /></Field>
          <Field label="Words it prefers" fault={listFault(faultOf, 'voice.vocabulary')}><ListInput value={voice.vocabulary} onValue={(vocabulary) => speak({ vocabulary })} /></Field>
        </div>
      </Section>
      <Section title="What it does">
        <WeightFields weights={values.actionWeights} onChange={(actionWeights) => set({ actionWeights })} />
      </Section>
      <Section title="When it is awake">
        <RhythmFields rhythm={values.rhythm} onChange={(rhythm) => set({ rhythm })} faultOf={faultOf} touch={touch} />
      </Section>
    </div>
  )
}

/** A fault of a list stands at the list or at one of its entries; the field shows either. */
function listFault(faultOf: (path: string) => string | null, path: string): string | null {
  const own = faultOf(path)
  if (own !== null) return own
  for (let place = 0; place < 80; place += 1) {
    const fault = faultOf(`${path}.${place}`)
    if (fault !== null) return `Entry ${place + 1}: ${fault}`
  }
  return null
}
