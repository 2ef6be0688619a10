import { simulationChangeSchema, type Simulation } from '@troupe/contract'
import { toast } from 'sonner'
import { Button } from '../../../../design/Button.tsx'
import { queryClient } from '../../../data/query-client.ts'
import { refresh, send } from '../../../data/api.ts'
import { useForm } from '../../../forms/use-form.ts'
import { Dialog } from '../../../parts/Dialog.tsx'
import { Field, NumberInput } from '../../../parts/fields.tsx'
import { Note } from '../../../parts/Note.tsx'
import { SIMULATIONS, simulationPath, simulationVerbPath } from '../data/simulation-addresses.ts'
import { hoursAt, instantAfter, momentWords } from '../data/simulation-words.ts'
import { hoursWords } from '../tree/branch-lanes.ts'

/** It may go on for longer, and end no earlier than it has come. */
export function ExtendDialog({ run, onClose }: { run: Simulation; onClose(): void }) {
  const reached = hoursAt(run, run.now)
  const form = useForm({
    schema: simulationChangeSchema, initial: { hours: hoursAt(run, run.until) + (run.state === 'done' ? 24 : 0) as number | null },
    shape: ({ hours }) => ({ hours: hours ?? Number.NaN }),
    send: async (change) => {
      await send<Simulation>('PATCH', simulationPath(run.id), change)
      queryClient.setQueryData<Simulation>([simulationPath(run.id)], await send('POST', simulationVerbPath(run.id, 'start')))
      toast.success(`${run.name} goes on.`)
      onClose()
      void refresh(SIMULATIONS)
    },
  })
  const { hours } = form.values
  const short = hours !== null && hours <= reached ? `It has come to ${hoursWords(reached)} already. Branch it to go another way from an earlier moment.` : null
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="How long it goes on"
      description="It goes on as if it had never ended: the journal is that of a run of this length."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={form.busy || short !== null || !form.valid} onClick={() => void form.submit()}>{form.busy ? 'Starting…' : 'Go on'}</Button>
        </>
      }
    >
      <form
        className="flex flex-col gap-3"
        onSubmit={(event) => {
          event.preventDefault()
          if (short === null) void form.submit()
        }}
      >
        <Field label="Ends after" hint={hours === null || !Number.isFinite(hours) ? undefined : `${hoursWords(hours)}, on ${momentWords(instantAfter(run, hours))} UTC`} fault={short ?? form.faultOf('hours')}>
          <NumberInput autoFocus unit="hours" value={hours} onValue={(next) => form.set({ hours: next })} onBlur={() => form.touch('hours')} />
        </Field>
        {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
      </form>
    </Dialog>
  )
}
