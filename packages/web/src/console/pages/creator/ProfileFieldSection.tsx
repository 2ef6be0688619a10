import type { ClaimFlag, ProfileField, SalesProfile } from '@troupe/contract'
import { PenLine, RotateCcw } from 'lucide-react'
import { Button } from '../../../design/Button.tsx'
import { Note } from '../../parts/Note.tsx'
import { PROFILE_WORDS } from './field-words.ts'
import { FieldChange } from './FieldChange.tsx'
import { ProfileFieldInput } from './ProfileFieldInput.tsx'

export interface ProfileFieldSectionProps {
  field: ProfileField
  /** As it is typed. */
  profile: SalesProfile
  stored: SalesProfile
  set<Name extends ProfileField>(field: Name, value: SalesProfile[Name]): void
  faults: Readonly<Record<string, string>>
  flags: readonly ClaimFlag[]
  /** Written by hand: syncs leave it alone. */
  edited: boolean
  touched: boolean
  /** Something else was stored since the typing began. */
  late: boolean
  onRelease: (() => void) | null
  onDrop(): void
  onKeep(): void
}

export function ProfileFieldSection({ field, profile, stored, set, faults, flags, edited, touched, late, onRelease, onDrop, onKeep }: ProfileFieldSectionProps) {
  const { label, hint } = PROFILE_WORDS[field]
  const grouped = field === 'services' || field === 'objections' || field === 'socialProof' || field === 'ratings'
  const marks = (
    <span className="flex items-center gap-2 text-12 text-ink-faint">
      {touched && <span className="text-accent">not saved</span>}
      {edited && <span title="Syncs leave this field alone" className="inline-flex items-center gap-1"><PenLine size={12} aria-hidden />edited by hand</span>}
      {edited && onRelease !== null && !touched && (
        <button type="button" onClick={onRelease} aria-label={`Give ${label} back to the sync`} className="inline-flex items-center gap-1 text-accent hover:underline"><RotateCcw size={12} aria-hidden />give back to sync</button>
      )}
    </span>
  )
  return (
    <section aria-label={label} className="pt-5 first-of-type:pt-0">
      {grouped && (
        <div className="mb-1 flex flex-wrap items-baseline gap-x-2">
          <h3 className="text-13 font-medium">{label}</h3>
          <span className="text-12 text-ink-faint">{hint}</span>
          <span className="ml-auto">{marks}</span>
        </div>
      )}
      <ProfileFieldInput field={field} profile={profile} faults={faults} aside={marks} set={set} />
      {flags.map(({ claim, why }) => <Note key={claim} tone="wait" className="mt-2"><q className="font-medium">{claim}</q> – {why}</Note>)}
      {late && (
        <Note className="mt-2">
          <p className="mb-2">This field was changed elsewhere while you typed. What is stored now, beside your words:</p>
          <FieldChange field={field} before={stored} after={profile} labels={['Stored now', 'Yours']} />
          <div className="mt-2 flex gap-2">
            <Button size="small" onClick={onKeep}>Keep mine</Button>
            <Button size="small" onClick={onDrop}>Take what is stored</Button>
          </div>
        </Note>
      )}
    </section>
  )
}
