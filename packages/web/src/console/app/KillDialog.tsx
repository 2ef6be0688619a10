import { killSwitchSchema, type KillSwitchState } from '@troupe/contract'
import { OctagonX } from 'lucide-react'
import { useCallback } from 'react'
import { toast } from 'sonner'
import { Button } from '../../design/Button.tsx'
import { counted } from '../../design/number-format.ts'
import { KILL_SWITCH } from '../data/addresses.ts'
import { refresh, send } from '../data/api.ts'
import { useKillSwitches, useMay, useProjects, useStatus } from '../data/queries.ts'
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
  const admin = useMay('admin')
  const [only] = projects
  // The whole instance takes an admin; to an operator the first project is offered.
  const targetOf = useCallback((values: Values): string => values.target ?? (admin || only === undefined ? INSTANCE : only.id), [admin, only])
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
  const { data: status } = useStatus(target === INSTANCE ? undefined : target)
  const scope = scopeOf(target)
  const already = switches?.items.find((each) => each.on && sameScope(each.scope, scope))
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Stop everything now"
      description={
        status === undefined ? <p>Counting…</p> : <>{killConsequence(status.agents, target === INSTANCE ? '' : ' in this project').map((line) => <p key={line} className="mt-1 first:mt-0">{line}</p>)}</>
      }
      actions={
        <>
          <Button onClick={() => onOpenChange(false)}>Cancel</Button>
          <Button variant="danger" disabled={form.busy || already !== undefined} onClick={() => void form.submit()}>
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
        <Field label="What to stop">
          <Select value={target} onChange={(event) => form.set({ target: event.target.value })}>
            <option value={INSTANCE} disabled={!admin}>The whole instance{admin ? '' : ' (takes an admin)'}</option>
            {projects.map(({ id, name }) => <option key={id} value={id}>Only “{name}”</option>)}
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

function scopeOf(target: string): KillSwitchState['scope'] {
  return target === INSTANCE ? INSTANCE : { projectId: target }
}
