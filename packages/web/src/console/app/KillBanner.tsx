import { killSwitchSchema, type KillSwitchState } from '@troupe/contract'
import { OctagonX } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../design/Button.tsx'
import { KILL_SWITCH } from '../data/addresses.ts'
import { refresh, send } from '../data/api.ts'
import { switchesOn, useInstanceOwner, useKillSwitches, useMay, useProjects } from '../data/queries.ts'
import { useForm } from '../forms/use-form.ts'
import { ActButton } from '../parts/ActButton.tsx'
import { Ago } from '../parts/Ago.tsx'
import { Dialog } from '../parts/Dialog.tsx'
import { Field, TextArea } from '../parts/fields.tsx'
import { Note } from '../parts/Note.tsx'
import { scopeWords } from './kill-words.ts'
import { releaseConsequence } from './release-words.ts'

/** Above every page while something stands still by the switch: why, by whom, since when, and the way out. */
export function KillBanner() {
  const { data } = useKillSwitches()
  const projects = useProjects()
  const operator = useMay('operator')
  const instanceOwner = useInstanceOwner()
  const [releasing, setReleasing] = useState<KillSwitchState | null>(null)
  const on = switchesOn(data?.items ?? [])
  if (on.length === 0) return null
  return (
    <div role="region" aria-label="Kill switch" className="shrink-0 divide-y divide-bad/25 bg-bad-soft text-13">
      {on.map((state) => (
        <div key={typeof state.scope === 'string' ? state.scope : state.scope.projectId} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-4 py-1.5">
          <OctagonX size={16} aria-hidden className="shrink-0 text-bad" />
          <p className="min-w-0 flex-1 basis-48">
            <strong className="font-semibold">The kill switch is on: {scopeWords(state.scope, projects)} stands still.</strong> <span className="max-sm:hidden">None of its agents wakes until it is released. Reason: </span>“{state.reason}”
            <span className="text-ink-soft">{state.by === null ? '' : ` – ${state.by}`}{state.at !== null && <>, <Ago instant={state.at} /></>}</span>
          </p>
          {operator && <ActButton size="small" refused={state.scope === 'instance' && !instanceOwner ? 'Only an owner of this instance may release the switch of all of it.' : null} onClick={() => setReleasing(state)}>Release…</ActButton>}
        </div>
      ))}
      {releasing !== null && <ReleaseDialog state={releasing} words={scopeWords(releasing.scope, projects)} onClose={() => setReleasing(null)} />}
    </div>
  )
}

function ReleaseDialog({ state, words, onClose }: { state: KillSwitchState; words: string; onClose(): void }) {
  const consequence = releaseConsequence(state.scope, useProjects())
  const form = useForm({
    schema: killSwitchSchema,
    initial: { on: false, scope: state.scope, reason: '' },
    send: async (output) => {
      await send('POST', KILL_SWITCH, output)
      await refresh(KILL_SWITCH, '/api/status', '/api/agents', '/api/projects')
      toast.success(`Released ${words}.`, { description: consequence.at(-1) })
      onClose()
    },
  })
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Release ${words}?`}
      description={<>{consequence.map((line) => <p key={line} className="mt-1 first:mt-0">{line}</p>)}</>}
      actions={
        <>
          <Button onClick={onClose}>Keep it stopped</Button>
          <Button variant="primary" disabled={form.busy} onClick={() => void form.submit()}>{form.busy ? 'Releasing…' : 'Release'}</Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          void form.submit()
        }}
      >
        <Field label="Why it is safe again" fault={form.faultOf('reason')}>
          <TextArea value={form.values.reason} rows={2} maxLength={300} autoFocus onChange={(event) => form.set({ reason: event.target.value })} onBlur={() => form.touch('reason')} />
        </Field>
        {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
      </form>
    </Dialog>
  )
}
