/** The control for one field of a sales profile, by what the field holds. */
import type { ProfileField, SalesProfile } from '@troupe/contract'
import type { ReactNode } from 'react'
import { Field, ListInput, NumberInput, TextArea } from '../../parts/fields.tsx'
import { EntriesField } from './EntriesField.tsx'
import { PROFILE_WORDS } from './field-words.ts'

export interface ProfileFieldInputProps {
  field: ProfileField
  profile: SalesProfile
  faults: Readonly<Record<string, string>>
  /** Beside its label. */
  aside: ReactNode
  set<Name extends ProfileField>(field: Name, value: SalesProfile[Name]): void
}

const ENTRIES_MOST = { services: 40, objections: 20, socialProof: 20 } as const

export function ProfileFieldInput({ field, profile, faults, aside, set }: ProfileFieldInputProps) {
  const { label, hint } = PROFILE_WORDS[field]
  const whole = faults[''] ?? Object.entries(faults).map(([path, words]) => `${Number(path) + 1}: ${words}`)[0] ?? null
  switch (field) {
    case 'summary':
    case 'pitch':
    case 'agentInstructions':
    case 'pricing':
      return <Field label={label} hint={hint} fault={whole} aside={aside}><TextArea value={profile[field]} rows={4} onChange={({ target }) => set(field, target.value)} /></Field>
    case 'targetAudience':
    case 'valuePropositions':
      return <Field label={label} hint={hint} fault={whole} aside={aside}><ListInput between="line" value={profile[field]} onValue={(lines) => set(field, lines)} /></Field>
    case 'services':
      return (
        <EntriesField
          what="service" entries={profile.services} most={ENTRIES_MOST.services} faults={faults} onChange={(services) => set('services', services)}
          parts={[{ key: 'name', label: 'Name' }, { key: 'price', label: 'Price, as it is said' }, { key: 'description', label: 'Description', long: true }, { key: 'url', label: 'Address' }]}
          blank={{ externalId: null, name: '', description: '', price: '', url: null }}
        />
      )
    case 'objections':
      return <EntriesField what="objection" entries={profile.objections} most={ENTRIES_MOST.objections} faults={faults} onChange={(objections) => set('objections', objections)} parts={[{ key: 'objection', label: 'Objection' }, { key: 'answer', label: 'Answer', long: true }]} blank={{ objection: '', answer: '' }} />
    case 'socialProof':
      return <EntriesField what="quote" entries={profile.socialProof} most={ENTRIES_MOST.socialProof} faults={faults} onChange={(quotes) => set('socialProof', quotes)} parts={[{ key: 'quote', label: 'Quote', long: true }, { key: 'author', label: 'Who said it' }]} blank={{ quote: '', author: '' }} />
    case 'ratings':
      return (
        <div className="grid max-w-80 grid-cols-2 gap-3">
          <Field label="Average, 0 to 5" fault={faults['average'] ?? null}><NumberInput value={profile.ratings.average} onValue={(average) => set('ratings', { ...profile.ratings, average })} /></Field>
          <Field label="Ratings" fault={faults['count'] ?? null}><NumberInput value={profile.ratings.count} onValue={(count) => set('ratings', { ...profile.ratings, count: count ?? 0 })} /></Field>
        </div>
      )
  }
}
