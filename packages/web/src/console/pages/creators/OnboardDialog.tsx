/** Takes a creator in by the username, and shows how it goes: it goes on by itself, whether one looks or not. */
import { onboardingDraftSchema, type OnboardingJob } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { Button, buttonClass } from '../../../design/Button.tsx'
import { answerOf, causeOf, refresh, send } from '../../data/api.ts'
import { creatorPath, CREATORS, ONBOARDING, ONBOARDING_SYNC, type OnboardingStarted } from '../../data/engagement-addresses.ts'
import { useForm } from '../../forms/use-form.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field, TextInput } from '../../parts/fields.tsx'
import { Note } from '../../parts/Note.tsx'
import { JobSteps } from '../creator/JobProgress.tsx'
import { OnboardingLog } from '../creator/OnboardingLog.tsx'
import { isUnderWay, useJob } from '../creator/use-job.ts'

export function OnboardDialog({ username, onClose }: { username: string; onClose(): void }) {
  const [started, setStarted] = useState<OnboardingStarted | null>(null)
  return started === null ? <Ask username={username} onStarted={setStarted} onClose={onClose} /> : <Progress key={started.job.id} started={started} onStarted={setStarted} onClose={onClose} />
}

interface Values { username: string; name: string; email: string }

function shape({ username, name, email }: Values): unknown {
  return { username, ...(name.trim() === '' ? {} : { name }), ...(email.trim() === '' ? {} : { email }) }
}

function Ask({ username, onStarted, onClose }: { username: string; onStarted(started: OnboardingStarted): void; onClose(): void }) {
  const form = useForm({
    schema: onboardingDraftSchema,
    initial: { username, name: '', email: '' },
    shape,
    keepAs: 'onboarding',
    send: async (draft) => {
      onStarted(await send('POST', ONBOARDING, draft))
      await refresh(CREATORS)
    },
  })
  const { values, set, faultOf, touch } = form
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Onboard a creator"
      description="Their public profile is fetched, and a sales profile is written from it that agents speak from. You can edit every word of it afterwards."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={form.busy} onClick={() => void form.submit()}>{form.busy ? 'Starting…' : 'Onboard'}</Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault()
          void form.submit()
        }}
      >
        <Field label="Username" hint="As in the address of the profile. Made-up ones to try things out: amara-okafor, jonas-lind, priya-raman." fault={faultOf('username')}><TextInput autoFocus autoCapitalize="off" autoComplete="off" spellCheck={false} value={values.username} onChange={({ target }) => set({ username: target.value })} onBlur={() => touch('username')} /></Field>
        <Field label="Name" hint="As leads know them; left empty, as the profile says." fault={faultOf('name')}><TextInput value={values.name} onChange={({ target }) => set({ name: target.value })} onBlur={() => touch('name')} /></Field>
        <Field label="E-mail" hint="Where leads’ answers go; may be left empty." fault={faultOf('email')}><TextInput type="email" value={values.email} onChange={({ target }) => set({ email: target.value })} onBlur={() => touch('email')} /></Field>
        {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
        <button type="submit" hidden />
      </form>
    </Dialog>
  )
}

function Progress({ started: { creatorId, job: first }, onStarted, onClose }: { started: OnboardingStarted; onStarted(started: OnboardingStarted): void; onClose(): void }) {
  const creator = useQuery(answerOf(creatorPath(creatorId))).data
  const job: OnboardingJob = useJob(first) ?? first
  const [cause, setCause] = useState<string | null>(null)
  const failed = job.step === 'failed'
  async function again(): Promise<void> {
    setCause(null)
    try {
      onStarted(await send('POST', ONBOARDING_SYNC, { creatorId }))
      await refresh(CREATORS)
    } catch (error) {
      setCause(causeOf(error))
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={failed ? 'It did not work out' : isUnderWay(job) ? `Taking in ${creator?.name ?? 'the creator'}` : `${creator?.name ?? 'The creator'} is here`}
      description={isUnderWay(job) ? 'You may close this: it goes on by itself.' : undefined}
      actions={
        <>
          {failed && <Button onClick={() => void again()}>Try again</Button>}
          <Button onClick={onClose}>Close</Button>
          <Link to="/creators/$creatorId" params={{ creatorId }} search={failed ? { tab: 'log' } : {}} className={buttonClass(isUnderWay(job) ? 'plain' : 'primary')}>{failed ? 'Open the log' : 'Open the profile'}</Link>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <JobSteps job={job} />
        {failed ? <Note tone="bad">{job.message}</Note> : <p role="status" className="text-13 text-ink-soft">{job.message}</p>}
        {cause !== null && <Note tone="bad">{cause}</Note>}
        <OnboardingLog creatorId={creatorId} jobId={job.id} renewedBy={`${job.step} ${job.progress}`} short />
      </div>
    </Dialog>
  )
}
