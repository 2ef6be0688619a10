/** The sales profile, every field of it editable. What came by itself and what was written by hand are told apart. */
import type { Creator, ProfileField, SalesProfile } from '@troupe/contract'
import { NotebookPen } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { counted } from '../../../design/number-format.ts'
import { causeOf, refresh, send } from '../../data/api.ts'
import { creatorProfilePath, CREATORS } from '../../data/engagement-addresses.ts'
import { useMay } from '../../data/queries.ts'
import { Note } from '../../parts/Note.tsx'
import { RoleNote } from '../../parts/RoleNote.tsx'
import { changeOf, faultsOf, overtaken, PROFILE_FIELDS, shown, touchedIn } from './profile-draft.ts'
import { ProfileFieldSection } from './ProfileFieldSection.tsx'
import { isUnderWay } from './use-job.ts'
import { useProfileDraft } from './use-profile-draft.ts'

export function ProfileTab({ creator }: { creator: Creator }) {
  if (creator.profile !== null) return <ProfileForm creator={creator} stored={creator.profile} />
  return (
    <EmptyState icon={<NotebookPen size={22} />} title="No sales profile yet">
      It is written from {creator.name}’s public profile, and agents speak from it. {creator.job !== null && isUnderWay(creator.job) ? 'That is under way.' : 'Press Sync above to have it written; then every word of it can be edited here.'}
    </EmptyState>
  )
}

function ProfileForm({ creator, stored }: { creator: Creator; stored: SalesProfile }) {
  const operator = useMay('operator')
  const { draft, set, drop, keepMine, saved } = useProfileDraft(creator.id, stored)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const profile = shown(stored, draft)
  const touched = touchedIn(draft)
  const late = new Set(overtaken(draft, stored))
  const faults = new Map(touched.map((field) => [field, faultsOf(field, profile[field])]))
  const faulty = [...faults.values()].some((found) => Object.keys(found).length > 0)

  async function save(): Promise<void> {
    setBusy(true)
    setFailure(null)
    const change = changeOf(draft)
    try {
      await send('PATCH', creatorProfilePath(creator.id), { set: change })
      await refresh(CREATORS)
      saved(change)
      toast.success('Saved. Agents speak from it from their next message on.')
    } catch (error) {
      setFailure(causeOf(error))
    } finally {
      setBusy(false)
    }
  }
  async function release(field: ProfileField): Promise<void> {
    const before = stored[field]
    try {
      await send('PATCH', creatorProfilePath(creator.id), { release: [field] })
      await refresh(CREATORS)
      toast.success('Given back: the next sync writes it anew.', { action: { label: 'Undo', onClick: () => void takeBack(creator.id, field, before) } })
    } catch (error) {
      toast.error(causeOf(error))
    }
  }

  return (
    <form
      className="max-w-3xl"
      onSubmit={(event) => {
        event.preventDefault()
        if (!faulty && touched.length > 0) void save()
      }}
    >
      <RoleNote what="Changing a sales profile" needs="operator" className="mb-4" />
      {creator.flags.length > 0 && <Note tone="wait" className="mb-4">{counted(creator.flags.length, 'sentence is', 'sentences are')} not borne out by what the source says. Each is told below its field; agents may repeat it as long as it stands there.</Note>}
      <fieldset disabled={!operator} className="contents">
        {PROFILE_FIELDS.map((field) => (
          <ProfileFieldSection
            key={field} field={field} profile={profile} stored={stored} set={set}
            faults={faults.get(field) ?? {}}
            flags={creator.flags.filter((flag) => flag.field === field)}
            edited={creator.edited.includes(field)} touched={draft[field] !== undefined} late={late.has(field)}
            onRelease={operator ? () => void release(field) : null}
            onDrop={() => drop([field])} onKeep={() => keepMine(field)}
          />
        ))}
      </fieldset>
      {operator && touched.length > 0 && (
        <div className="sticky -bottom-12 z-10 -mx-1 flex flex-col gap-3 border-t border-line bg-page px-1 py-3">
          {failure !== null && <Note tone="bad">{failure}</Note>}
          <div className="flex flex-wrap items-center gap-2">
            <Button type="submit" variant="primary" disabled={busy || faulty}>{busy ? 'Saving…' : 'Save changes'}</Button>
            <Button variant="quiet" onClick={() => drop(touched)}>Discard</Button>
            <span className="text-12 text-ink-faint">{faulty ? 'Mend what is marked first.' : `${counted(touched.length, 'field', 'fields')} changed; kept in this tab until you save.`}</span>
          </div>
        </div>
      )}
    </form>
  )
}

async function takeBack<Field extends ProfileField>(creatorId: string, field: Field, value: SalesProfile[Field]): Promise<void> {
  try {
    await send('PATCH', creatorProfilePath(creatorId), { set: { [field]: value } })
    await refresh(CREATORS)
  } catch (error) {
    toast.error(causeOf(error))
  }
}
