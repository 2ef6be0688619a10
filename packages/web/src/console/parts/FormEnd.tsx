import { Button } from '../../design/Button.tsx'
import type { Form } from '../forms/use-form.ts'
import { Note } from './Note.tsx'

/** The end of a form that changes something: what went wrong, save, and back to what is stored. */
export function FormEnd<Values>({ form, save = 'Save changes' }: { form: Form<Values>; save?: string }) {
  return (
    <div className="flex flex-col gap-3">
      {form.failure !== null && <Note tone="bad">{form.failure}</Note>}
      <div className="flex items-center gap-2">
        <Button type="submit" variant="primary" disabled={form.busy || !form.dirty}>{form.busy ? 'Saving…' : save}</Button>
        {form.dirty && <Button variant="quiet" onClick={form.reset}>Discard</Button>}
        {form.restored && form.dirty && <span className="text-12 text-ink-faint">Your earlier, unsaved changes are back.</span>}
      </div>
    </div>
  )
}
