import type { Simulation } from '@troupe/contract'
import { FileDown } from 'lucide-react'
import { useState } from 'react'
import { ApiError } from '../../../../api/request.ts'
import { Button } from '../../../../design/Button.tsx'
import { causeOf } from '../../../data/api.ts'
import { sessionHeaders } from '../../../data/session.ts'
import { Dialog } from '../../../parts/Dialog.tsx'
import { Field, Select } from '../../../parts/fields.tsx'
import { Note } from '../../../parts/Note.tsx'
import { saveFile } from '../../../parts/save-chart.ts'
import { exportPath, type ExportFormat, type ExportTable } from '../data/simulation-addresses.ts'

const TABLES: readonly { value: ExportTable; label: string }[] = [
  { value: 'posts', label: 'Posts' }, { value: 'comments', label: 'Comments' }, { value: 'members', label: 'People' }, { value: 'follows', label: 'Follows' }, { value: 'reactions', label: 'Reactions' },
]
const FORMATS: readonly { value: ExportFormat; label: string }[] = [
  { value: 'csv', label: 'CSV: for spreadsheets' }, { value: 'jsonl', label: 'JSON Lines: for programs' }, { value: 'parquet', label: 'Parquet: for data frames' }, { value: 'graphml', label: 'GraphML: who follows whom, for Gephi and networkx' },
]

export function ExportDialog({ run, onClose }: { run: Simulation; onClose(): void }) {
  const [table, setTable] = useState<ExportTable>('posts')
  const [format, setFormat] = useState<ExportFormat>('csv')
  const [busy, setBusy] = useState(false)
  const [cause, setCause] = useState<string | null>(null)
  const asGraph = format === 'graphml'
  async function save(): Promise<void> {
    setBusy(true)
    setCause(null)
    try {
      const response = await fetch(exportPath(run.id, asGraph ? 'follows' : table, format), { credentials: 'same-origin', headers: sessionHeaders() })
      if (!response.ok) throw new ApiError(response.status, await response.json().catch(() => null))
      saveFile(await response.blob(), `${run.id}-${asGraph ? 'graph' : table}.${format}`)
      onClose()
    } catch (error) {
      setCause(causeOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Export ${run.name}`}
      description="A table of the world as it stands. Charts are saved where they are drawn."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={busy} onClick={() => void save()}><FileDown size={15} aria-hidden />{busy ? 'Preparing…' : 'Save the file'}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label="Format">
          <Select value={format} onChange={({ target }) => setFormat(target.value as ExportFormat)}>{FORMATS.map(({ value, label }) => <option key={value} value={value}>{label}</option>)}</Select>
        </Field>
        {!asGraph && (
          <Field label="Table">
            <Select value={table} onChange={({ target }) => setTable(target.value as ExportTable)}>{TABLES.map(({ value, label }) => <option key={value} value={value}>{label}</option>)}</Select>
          </Field>
        )}
        <div className="text-12 text-ink-faint">All at once on the command line: <code className="font-mono break-all">npx troupe export RUN --out FOLDER --format parquet --plots svg</code></div>
        {cause !== null && <Note tone="bad">{cause}</Note>}
      </div>
    </Dialog>
  )
}
