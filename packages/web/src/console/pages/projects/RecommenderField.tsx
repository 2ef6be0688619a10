import { recommenderSchema, type RecommenderName } from '@troupe/contract'
import { Field, Select } from '../../parts/fields.tsx'

const WORDS: Readonly<Record<RecommenderName, string>> = {
  recent: 'the newest first',
  popular: 'what many like, newer before older',
  followed: 'whom one follows first',
  'friends-of-friends': 'those whom the ones one follows follow',
  'interest-match': 'what is about one\'s interests',
  bridging: 'what people like who seldom agree',
  random: 'chance alone, to compare the others with',
}

export function RecommenderField({ value, onChange }: { value: RecommenderName; onChange(value: RecommenderName): void }) {
  return (
    <Field label="What agents are shown" hint="Each post says why it was shown; the trace keeps it.">
      <Select value={value} onChange={({ target }) => onChange(target.value as RecommenderName)}>
        {recommenderSchema.options.map((name) => <option key={name} value={name}>{name}: {WORDS[name]}</option>)}
      </Select>
    </Field>
  )
}
