/** A file of leads: looked through first, with what each column is taken for and what is wrong by row; then written. */
import type { ImportResult } from '@troupe/contract'
import { FileUp } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { counted, formatWhole } from '../../../design/number-format.ts'
import { Skeleton } from '../../../design/Skeleton.tsx'
import { causeOf, refresh, send } from '../../data/api.ts'
import { LEAD_IMPORT } from '../../data/engagement-addresses.ts'
import { useCreators } from '../../data/engagement-queries.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field, Select, TextArea, TextInput } from '../../parts/fields.tsx'
import { Fold } from '../../parts/Fold.tsx'
import { Note } from '../../parts/Note.tsx'
import { base64Of } from './file-bytes.ts'
import { bringsConsent } from './import-fields.ts'
import { ImportPreview } from './ImportPreview.tsx'

interface Source { name: string; csv: string; encoding: 'text' | 'base64' }

/** The API takes no more at once. */
const BYTES_MOST = 10_000_000

export function ImportDialog({ creatorId: given, onClose }: { creatorId: string | undefined; onClose(): void }) {
  const known = useCreators()
  const creators = known ?? []
  const [chosen, setChosen] = useState(given)
  const creatorId = chosen ?? creators[0]?.id ?? ''
  const [source, setSource] = useState<Source | null>(null)
  const [preview, setPreview] = useState<ImportResult | null>(null)
  const [mapping, setMapping] = useState<Record<string, string>>({})
  const [consentSource, setConsentSource] = useState('')
  const [busy, setBusy] = useState(false)
  const [cause, setCause] = useState<string | null>(null)
  const consent = preview !== null && bringsConsent(preview.columns.map(({ field }) => field))

  async function ask(mode: 'preview' | 'write', from: Source, columns: Record<string, string>): Promise<ImportResult | null> {
    setBusy(true)
    setCause(null)
    try {
      return await send('POST', LEAD_IMPORT, {
        creatorId, csv: from.csv, encoding: from.encoding, mode, ...(Object.keys(columns).length === 0 ? {} : { mapping: columns }), ...(consentSource.trim() === '' ? {} : { consentSource }),
      })
    } catch (error) {
      setCause(causeOf(error))
      return null
    } finally {
      setBusy(false)
    }
  }
  async function look(from: Source, columns: Record<string, string>): Promise<void> {
    const result = await ask('preview', from, columns)
    if (result !== null) setPreview(result)
  }
  async function write(): Promise<void> {
    if (source === null) return
    const result = await ask('write', source, mapping)
    if (result === null) return
    await refresh('/api/')
    toast.success(`Imported: ${formatWhole(result.created)} new, ${formatWhole(result.updated)} known before${result.faults.length === 0 ? '' : `; ${counted(new Set(result.faults.map(({ row }) => row)).size, 'row', 'rows')} left out`}.`)
    onClose()
  }
  const take = (from: Source) => {
    setSource(from)
    setMapping({})
    setPreview(null)
    void look(from, {})
  }
  const writable = preview === null ? 0 : preview.created + preview.updated
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      shape={preview === null ? 'middle' : 'side'}
      title="Import leads"
      description={preview === null ? 'A CSV file, its first line naming the columns. Nothing is written before you have seen what would be.' : undefined}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          {preview !== null && <Button onClick={() => setPreview(null)}>Another file</Button>}
          {preview !== null && <Button variant="primary" disabled={busy || writable === 0 || (consent && consentSource.trim() === '')} onClick={() => void write()}>{busy ? 'Working…' : `Import ${counted(writable, 'lead', 'leads')}`}</Button>}
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {preview === null ? (
          <>
            <Field label="Creator" hint="Whose leads they become."><Select value={creatorId} onChange={({ target }) => setChosen(target.value)}>{creators.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}</Select></Field>
            {known === undefined ? <Skeleton className="h-24" /> : (
              <>
                <ChooseFile busy={busy} name={source?.name ?? null} onFile={take} onRefused={setCause} />
                <Fold label="Or paste it"><Paste busy={busy} onText={(csv) => take({ name: 'pasted', csv, encoding: 'text' })} /></Fold>
              </>
            )}
          </>
        ) : source !== null && (
          <>
            <ImportPreview
              preview={preview}
              onMap={(column, field) => {
                const next = { ...Object.fromEntries(preview.columns.map(({ name, field: now }) => [name, now ?? ''])), ...mapping, [column]: field }
                setMapping(next)
                void look(source, next)
              }}
            />
            {consent && <Field label="How do you know that they agreed?" hint="Kept with each consent as its source: the form, the shop, the fair." fault={consentSource.trim() === '' ? 'Say how, or leave the columns of consent out.' : null}><TextInput value={consentSource} onChange={({ target }) => setConsentSource(target.value)} /></Field>}
          </>
        )}
        {cause !== null && <Note tone="bad">{cause}</Note>}
      </div>
    </Dialog>
  )
}

/** Its bytes are sent as they are, so that the server finds out in which letters they are written. */
function ChooseFile({ busy, name, onFile, onRefused }: { busy: boolean; name: string | null; onFile(source: Source): void; onRefused(cause: string): void }) {
  return (
    <label className="flex cursor-pointer flex-col items-center gap-2 rounded-medium border border-dashed border-line-strong px-4 py-6 text-center hover:bg-sunken has-focus-visible:border-accent">
      <FileUp size={20} aria-hidden className="text-ink-faint" />
      <span className={name === null ? 'text-ink-soft' : 'font-medium'}>{busy ? 'Looking through it…' : name ?? 'Choose a CSV file'}</span>
      <input
        type="file"
        accept=".csv,text/csv"
        aria-label="CSV file"
        className="sr-only"
        onChange={({ target }) => {
          const file = target.files?.[0]
          if (file === undefined) return
          if (file.size === 0) onRefused(`${file.name} is empty.`)
          else if (file.size > BYTES_MOST) onRefused(`${file.name} has ${formatWhole(Math.ceil(file.size / 1_000_000))} MB, and 10 MB go at once. Split it into several files, each with the line that names the columns.`)
          else void base64Of(file).then((csv) => onFile({ name: file.name, csv, encoding: 'base64' }), (error: unknown) => onRefused(causeOf(error)))
          // The same file, mended, is to be seen as new.
          target.value = ''
        }}
      />
    </label>
  )
}

function Paste({ busy, onText }: { busy: boolean; onText(csv: string): void }) {
  const [text, setText] = useState('')
  return (
    <div className="flex flex-col gap-2">
      <TextArea aria-label="CSV" value={text} rows={5} placeholder={'name,email,tags\nAda Lovelace,ada@example.com,vip'} onChange={({ target }) => setText(target.value)} className="font-mono" />
      <Button size="small" className="self-start" disabled={busy || text.trim() === ''} onClick={() => onText(text)}>Look through it</Button>
    </div>
  )
}
