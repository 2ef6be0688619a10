/** The words of an approval, to be put otherwise. What is typed is kept until it is saved or thrown away, whatever happens to the approval meanwhile. */
import { approvalEditSchema } from '@troupe/contract'
import { useEffect, useRef } from 'react'
import { Button } from '../../../design/Button.tsx'
import { COMMAND_KEY } from '../../parts/command-key.ts'
import { Field, TextArea, TextInput } from '../../parts/fields.tsx'
import type { Edit } from './use-decision.ts'

const TEXT_LONGEST = 10_000

export interface EditWordsProps {
  edit: Edit
  /** The words have changed underneath: first that is to be settled. */
  held: boolean
  busy: boolean
  unchanged: boolean
  onEdit(edit: Edit): void
  onSave(): void
  onDiscard(): void
}

export function EditWords({ edit: { subject, text }, held, busy, unchanged, onEdit, onSave, onDiscard }: EditWordsProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => area.current?.focus(), [])
  const fault = text.trim() === '' ? 'Say something, or reject it.' : approvalEditSchema.shape.text.safeParse(text).success ? null : `Shorten it to ${TEXT_LONGEST.toLocaleString('en-US')} characters.`
  const shut = busy || held || unchanged || fault !== null
  return (
    <form
      className="flex max-w-[65ch] flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (!shut) onSave()
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && !shut) {
          event.preventDefault()
          onSave()
        }
      }}
    >
      {subject !== null && <Field label="Subject"><TextInput value={subject} maxLength={300} onChange={({ target }) => onEdit({ subject: target.value, text })} /></Field>}
      <Field label="Words" hint="The new words wait for a yes of their own." fault={fault} aside={text.length > TEXT_LONGEST * 0.9 ? `${text.length.toLocaleString('en-US')} of ${TEXT_LONGEST.toLocaleString('en-US')}` : undefined}>
        <TextArea ref={area} value={text} className="min-h-40 text-14!" onChange={({ target }) => onEdit({ subject, text: target.value })} />
      </Field>
      <div className="flex flex-wrap items-center gap-2">
        <Button type="submit" variant="primary" disabled={shut} title={`${COMMAND_KEY} Enter`}>{busy ? 'Saving…' : 'Save the words'}</Button>
        <Button variant="quiet" onClick={onDiscard}>{unchanged ? 'Leave' : 'Throw my words away'}</Button>
      </div>
    </form>
  )
}
