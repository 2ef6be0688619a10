/** A box for words, with the room that is left and what went wrong: what was typed stays until it has arrived. */
import { clsx } from 'clsx'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import { Button } from '../../design/Button.tsx'
import { useDraft } from './draft.ts'

export interface WordsFormProps {
  /** Under which the draft is kept. */
  name: string
  label: string
  placeholder: string
  send: string
  longest: number
  initial?: string
  /** Take the cursor at once: it was asked for. */
  focused?: boolean
  /** One line until somebody writes in it. */
  modest?: boolean
  onSend(words: string): Promise<void>
  onCancel?(): void
}

const LEFT_SHOWN_FROM = 100

export function WordsForm({ name, label, placeholder, send, longest, initial = '', focused = false, modest = false, onSend, onCancel }: WordsFormProps) {
  const [words, setWords] = useDraft(name, initial)
  const [fault, setFault] = useState<string | null>(null)
  const [sending, setSending] = useState(false)
  const [open, setOpen] = useState(!modest || words !== '')
  const box = useRef<HTMLTextAreaElement>(null)
  const faultId = useId()
  const left = longest - words.trim().length

  useEffect(() => {
    if (!focused || box.current === null) return
    box.current.focus()
    box.current.setSelectionRange(box.current.value.length, box.current.value.length)
  }, [focused])

  async function submit(): Promise<void> {
    const said = words.trim()
    if (sending) return
    if (said === '') return setFault('Write something first.')
    if (left < 0) return setFault(`That is ${-left} characters too long.`)
    setSending(true)
    setFault(null)
    try {
      await onSend(said)
      setWords('')
      if (modest) {
        setOpen(false)
        box.current?.blur()
      }
    } catch (error) {
      setFault(error instanceof Error ? error.message : 'That did not work.')
    } finally {
      setSending(false)
    }
  }

  const press = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void submit()
    else if (event.key === 'Escape' && onCancel !== undefined) {
      event.preventDefault()
      setWords('')
      onCancel()
    }
  }

  return (
    <form
      className="min-w-0 flex-1"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <textarea
        ref={box}
        value={words}
        readOnly={sending}
        rows={open ? 3 : 1}
        aria-label={label}
        placeholder={placeholder}
        aria-invalid={fault !== null}
        aria-describedby={fault === null ? undefined : faultId}
        onFocus={() => setOpen(true)}
        onChange={(event) => {
          setWords(event.target.value)
          setFault(event.target.value.trim().length > longest ? `That is ${event.target.value.trim().length - longest} characters too long.` : null)
        }}
        onKeyDown={press}
        className={clsx('block field-sizing-content max-h-80 w-full resize-none rounded-large border bg-raised px-3.5 py-2 text-16 text-ink placeholder:text-ink-faint', open ? 'min-h-22' : 'min-h-10', fault === null ? 'border-line-strong' : 'border-bad')}
      />
      {fault !== null && <p id={faultId} role="alert" className="mt-1.5 text-14 text-bad">{fault}</p>}
      {open && (
        <div className="mt-2 flex items-center gap-2">
          <Button type="submit" variant="primary" disabled={sending}>{sending ? 'Sending…' : send}</Button>
          {(onCancel !== undefined || modest) && (
            <Button
              variant="quiet"
              onClick={() => {
                setWords('')
                setFault(null)
                if (onCancel === undefined) setOpen(false)
                onCancel?.()
              }}
            >
              Cancel
            </Button>
          )}
          {left < LEFT_SHOWN_FROM && <span className={clsx('tabular ml-auto text-13', left < 0 ? 'font-semibold text-bad' : 'text-ink-faint')}>{left} left</span>}
        </div>
      )}
    </form>
  )
}
