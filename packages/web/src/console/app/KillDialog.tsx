import { killSwitchSchema, type KillSwitchState } from '@troupe/contract'
import { OctagonX } from 'lucide-react'
import { useCallback } from 'react'
import { toast } from 'sonner'
import { Button } from '../../design/Button.tsx'
import { counted } from '../../design/number-format.ts'
import { KILL_SWITCH } from '../data/addresses.ts'
import { refresh, send } from '../data/api.ts'
import { useInstanceOwner, useKillSwitches, useProjects } from '../data/queries.ts'
import { useMoving } from '../data/stops.ts'
import { useForm } from '../forms/use-form.ts'
import { Dialog } from '../parts/Dialog.tsx'
import { Field, Select, TextArea } from '../parts/fields.tsx'
import { Note } from '../parts/Note.tsx'
import { killConsequence, sameScope, scopeWords } from './kill-words.ts'

export interface KillDialogProps { open: boolean; onOpenChange(open: boolean): void }

const INSTANCE = 'instance'
interface Values { target: string | null; reason: string }
const NOTHING: Values = { target: null, reason: '' }

export function KillDialog({ open, onOpenChange }: KillDialogProps) {
  const projects = useProjects()
  const instanceOwner = useInstanceOwner()
  // A simulated one stands still as it is.
  const first = projects.find(({ kind }) => kind === 'live')
  // To whoever may not stop the whole instance, the first project is offered.
  const targetOf = useCallback((values: Values): string => values.target ?? (instanceOwner || first === undefined ? INSTANCE : first.id), [instanceOwner, first])
  const shape = useCallback((values: Values) => ({ on: true, scope: scopeOf(targetOf(values)), reason: values.reason }), [targetOf])
  const { data: switches } = useKillSwitches()
  const form = useForm({
    schema: killSwitchSchema,
    initial: NOTHING,
    shape,
    send: async (output) => {
      const state = await send<KillSwitchState>('POST', '/api/kill-switch', output)
      await refresh(KILL_SWITCH, '/api/status', '/api/agents', '/api/projects')
      const cut = state.aborted > 0 ? `; ${counted(state.aborted, 'call or turn was', 'calls and turns were')} cut off` : ''
      toast.success(`Stopped ${scopeWords(state.scope, projects)}${cut}.`)
      onOpenChange(false)
      form.reset()
    },
  })
  const { reason } = form.values
  const target = targetOf(form.values)
  const scope = scopeOf(target)
  const already = switches?.items.find((each) => each.on && sameScope(each.scope, scope))
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Stop everything now"
      description={<Consequence target={target} />}
      actions={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button variant="danger" disabled={form.busy || already !== undefined || (target === INSTANCE && !instanceOwner)} onClick={() => void form.submit()}>
            <OctagonX size={15} aria-hidden />
            {form.busy ? 'Stopping…' : target === INSTANCE ? 'Stop the whole instance' : 'Stop this project'}
          </Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-3 pb-1"
        onSubmit={(event) => {
          event.preventDefault()
          void form.submit()
        }}
      >
        <Field label="What to stop" {...(instanceOwner ? {} : { hint: `Only an owner of this instance may stop all of it${first === undefined ? ', and there is no project here yet' : ''}.` })}>
          <Select value={target} onChange={(event) => form.set({ target: event.target.value })}>
            {(instanceOwner || first === undefined) && <option value={INSTANCE}>The whole instance</option>}
            {projects.filter(({ kind }) => kind === 'live').map(({ id, name }) => <option key={id} value={id}>Only “{name}”</option>)}
          </Select>
        </Field>
        <Field label="Reason" hint="Everybody sees it on every page, and it lands in the audit log." fault={form.faultOf('reason')}>
          <TextArea value={reason} rows={2} maxLength={300} autoFocus placeholder="What happened?" onChange={(event) => form.set({ reason: event.target.value })} onBlur={() => form.touch('reason')} />
        </Field>
        {already !== undefined && <Note tone="wait">This is stopped already: {already.reason}</Note>}
        {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
      </form>
    </Dialog>
  )
}

/** Counted only while the dialog is open. */
function Consequence({ target }: { target: string }) {
  const moving = useMoving(target === INSTANCE ? undefined : target)
  if (moving === null) return <p>Counting…</p>
  return killConsequence(moving, target === INSTANCE ? '' : ' in this project').map((line) => <p key={line} className="mt-1 first:mt-0">{line}</p>)
}

function scopeOf(target: string): KillSwitchState['scope'] {
  return target === INSTANCE ? INSTANCE : { projectId: target }
}
