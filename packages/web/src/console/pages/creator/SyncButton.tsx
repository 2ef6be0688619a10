/** Fetches the public profile again, and then shows what that changed. */
import type { Creator, OnboardingJob, SalesProfile } from '@troupe/contract'
import { RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { counted } from '../../../design/number-format.ts'
import { causeOf, read, send } from '../../data/api.ts'
import { creatorPath, ONBOARDING_SYNC } from '../../data/engagement-addresses.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { Note } from '../../parts/Note.tsx'
import { PROFILE_WORDS } from './field-words.ts'
import { FieldChange } from './FieldChange.tsx'
import { EMPTY_PROFILE } from './profile-draft.ts'

/** A sync as it ended, with what the profile said before and says now. */
export interface SyncOutcome { job: OnboardingJob; before: SalesProfile; after: Creator }

export async function outcomeOf(job: OnboardingJob, before: SalesProfile): Promise<SyncOutcome> {
  return { job, before, after: await read(creatorPath(job.creatorId)) }
}

export function SyncButton({ creator, moving, onBegun }: { creator: Creator; moving: boolean; onBegun(begun: { job: OnboardingJob; before: SalesProfile }): void }) {
  const [busy, setBusy] = useState(false)
  async function start(): Promise<void> {
    setBusy(true)
    try {
      const { job } = await send('POST', ONBOARDING_SYNC, { creatorId: creator.id })
      onBegun({ job, before: creator.profile ?? EMPTY_PROFILE })
    } catch (error) {
      toast.error(causeOf(error))
    } finally {
      setBusy(false)
    }
  }
  return <Button size="small" variant={creator.state === 'failed' ? 'primary' : 'plain'} disabled={busy || moving} onClick={() => void start()}><RefreshCw size={14} aria-hidden className={moving ? 'animate-spin' : ''} />{creator.profile === null ? moving ? 'Reading…' : creator.state === 'failed' ? 'Try again' : 'Read the profile' : moving ? 'Syncing…' : 'Sync'}</Button>
}

export function SyncDialog({ outcome: { job, before, after }, onClose }: { outcome: SyncOutcome; onClose(): void }) {
  const now = after.profile ?? EMPTY_PROFILE
  const { changed } = job
  const spared = after.edited
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      shape={changed.length > 0 ? 'side' : 'middle'}
      title={changed.length === 0 ? 'The sync changed nothing' : `The sync changed ${counted(changed.length, 'field', 'fields')}`}
      actions={<Button variant="primary" onClick={onClose}>Close</Button>}
    >
      {spared.length > 0 && <Note className="mb-4">Edited by hand and left alone: {spared.map((field) => PROFILE_WORDS[field].label).join(', ')}.</Note>}
      {changed.length === 0 && spared.length === 0 && <p className="text-13 text-ink-soft">The public profile says what it said before.</p>}
      <div className="flex flex-col gap-5">
        {changed.map((field) => (
          <section key={field}>
            <h3 className="mb-1.5 font-medium">{PROFILE_WORDS[field].label}</h3>
            <FieldChange field={field} before={before} after={now} labels={['Before', 'Now']} />
          </section>
        ))}
      </div>
    </Dialog>
  )
}
