import { useState } from 'react'
import { Button } from '../../design/Button.tsx'
import { causeOf } from '../data/api.ts'
import { Dialog } from './Dialog.tsx'
import { Field, TextInput } from './fields.tsx'
import { Note } from './Note.tsx'

export interface Question {
  title: string
  /** What will happen, in sentences and numbers. */
  consequence: readonly string[]
  confirm: string
  danger?: boolean
  /** Nothing would happen: the button stays shut. */
  idle?: boolean
  /** Has to be typed first, where what goes can't come back. */
  typed?: string
  /** What has to be said with it: the label of its field. */
  reason?: string
  act(reason: string): Promise<unknown>
}

/** Asks before it acts; stays open with the cause when the act fails, so that one can try again. */
export function ConfirmDialog({ question, onClose }: { question: Question | null; onClose(): void }) {
  const [busy, setBusy] = useState(false)
  const [cause, setCause] = useState<string | null>(null)
  const [typed, setTyped] = useState('')
  const shut = question?.typed !== undefined ? typed.trim() !== question.typed : question?.reason !== undefined && typed.trim() === ''
  const close = () => {
    setCause(null)
    setTyped('')
    onClose()
  }
  async function act() {
    if (question === null || shut) return
    setBusy(true)
    setCause(null)
    try {
      await question.act(question.reason === undefined ? '' : typed.trim())
      close()
    } catch (error) {
      setCause(causeOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open={question !== null}
      onOpenChange={(open) => !open && close()}
      title={question?.title ?? ''}
      description={<>{question?.consequence.map((line) => <p key={line}>{line}</p>)}</>}
      actions={question && (
        <>
          <Button onClick={close}>Cancel</Button>
          <Button variant={question.danger ? 'danger' : 'primary'} disabled={busy || shut || question.idle === true} onClick={() => void act()} autoFocus={question.typed === undefined && question.reason === undefined}>
            {busy ? 'Working…' : question.confirm}
          </Button>
        </>
      )}
    >
      {(question?.typed !== undefined || question?.reason !== undefined) && (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            void act()
          }}
        >
          <Field label={question.reason ?? `Type “${question.typed ?? ''}” to go on`}><TextInput autoFocus autoComplete="off" maxLength={300} spellCheck={question.reason !== undefined} value={typed} onChange={({ target }) => setTyped(target.value)} /></Field>
        </form>
      )}
      {cause !== null && <Note tone="bad" className="mt-2">{cause}</Note>}
    </Dialog>
  )
}
