import { FileUp } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { ApiError } from '../../../api/request.ts'
import { Button } from '../../../design/Button.tsx'
import { counted } from '../../../design/number-format.ts'
import type { Imported } from '../../data/addresses.ts'
import { causeOf } from '../../data/api.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { Note } from '../../parts/Note.tsx'
import { formatOf, importPersonas } from './exchange.ts'

const FAULTS_SHOWN = 12

export function ImportDialog({ onClose }: { onClose(): void }) {
  const [file, setFile] = useState<File | null>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [taken, setTaken] = useState<Imported | null>(null)
  async function bring(): Promise<void> {
    if (file === null) return
    setBusy(true)
    setError(null)
    setTaken(null)
    try {
      const outcome = await importPersonas(file, formatOf(file.name))
      if (outcome.faults.length > 0) return setTaken(outcome)
      toast.success(`Imported ${counted(outcome.created, 'persona', 'personas')}.`)
      onClose()
    } catch (cause) {
      setError(cause)
    } finally {
      setBusy(false)
    }
  }
  const faults = taken !== null ? taken.faults.map(({ row, column, message }) => ({ path: `row ${row}, ${column}`, message })) : error instanceof ApiError ? error.problem?.faults ?? [] : []
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Import personas"
      description="A JSON or CSV file as the export writes it. Good rows are taken; of the others it says what is wrong."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={file === null || busy} onClick={() => void bring()}>{busy ? 'Importing…' : 'Import'}</Button>
        </>
      }
    >
      <label className="flex cursor-pointer flex-col items-center gap-2 rounded-medium border border-dashed border-line-strong px-4 py-6 text-center hover:bg-sunken has-focus-visible:border-accent">
        <FileUp size={20} aria-hidden className="text-ink-faint" />
        <span className={file === null ? 'text-ink-soft' : 'font-medium'}>{file?.name ?? 'Choose a file'}</span>
        <input
          type="file"
          accept=".json,.csv,application/json,text/csv"
          className="sr-only"
          onChange={({ target }) => {
            setFile(target.files?.[0] ?? null)
            setError(null)
            setTaken(null)
          }}
        />
      </label>
      {(error !== null || taken !== null) && (
        <Note tone={taken === null ? 'bad' : 'wait'} className="mt-3">
          {taken === null ? causeOf(error) : `Imported ${counted(taken.created, 'persona', 'personas')}. These rows were left out:`}
          {faults.length > 0 && <ul className="mt-1 list-disc pl-4">{faults.slice(0, FAULTS_SHOWN).map(({ path, message }) => <li key={`${path}${message}`}><code className="text-12">{path}</code> {message}</li>)}</ul>}
          {faults.length > FAULTS_SHOWN && <p>and {faults.length - FAULTS_SHOWN} more</p>}
        </Note>
      )}
    </Dialog>
  )
}
