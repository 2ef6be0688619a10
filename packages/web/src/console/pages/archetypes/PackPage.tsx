/** One pack: its files as forms or as YAML, what is wrong where, and ten people it would make, as one types. */
import type { PackDetail } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { Copy } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { ARCHETYPES, packPath } from '../../data/addresses.ts'
import { answerOf, causeOf, refresh, send } from '../../data/api.ts'
import { useMay } from '../../data/queries.ts'
import { Answer } from '../../parts/ListStates.tsx'
import { Note } from '../../parts/Note.tsx'
import { Page } from '../../parts/Page.tsx'
import { TabLinks } from '../../parts/TabLinks.tsx'
import { YamlArea } from '../../parts/YamlArea.tsx'
import { ArchetypeForm } from './ArchetypeForm.tsx'
import { DuplicateDialog } from './DuplicateDialog.tsx'
import { FileList } from './FileList.tsx'
import { PackMenu } from './PackMenu.tsx'
import { PreviewPanel } from './PreviewPanel.tsx'
import { usePackDraft } from './use-pack-draft.ts'
import { usePreview } from './use-preview.ts'

const SEEDS = 1_000_000

export function PackPage() {
  const { packId } = useParams({ from: '/shell/archetypes/$packId' })
  const pack = useQuery(answerOf(packPath(packId)))
  return pack.data === undefined ? (
    <Page title="Pack" back={{ to: '/archetypes', label: 'Archetypes' }}><Answer query={pack} what="this pack">{() => null}</Answer></Page>
  ) : <PackEditor key={packId} pack={pack.data} />
}

function PackEditor({ pack }: { pack: PackDetail }) {
  const search = useSearch({ from: '/shell/archetypes/$packId' })
  const navigate = useNavigate()
  const mayWrite = useMay('operator') && pack.own
  const draft = usePackDraft(pack)
  const [seed, setSeed] = useState('preview')
  const [copying, setCopying] = useState(false)
  const [busy, setBusy] = useState(false)
  const [cause, setCause] = useState<string | null>(null)
  const file = draft.files.find(({ name }) => name === search.file) ?? draft.files.find(({ name }) => name !== 'pack.yaml') ?? draft.files[0]!
  const isArchetype = file.name !== 'pack.yaml'
  const view = isArchetype && mayWrite && search.view !== 'yaml' ? 'form' : 'yaml'
  const preview = usePreview(draft.files, isArchetype ? file.name.replace(/\.yaml$/, '') : undefined, seed)
  const faults = preview.faults.filter((fault) => fault.file === file.name)
  const marked = faults.map(({ line, column, path, message }) => ({ line, column, message: path === '' ? message : `${path}: ${message}` }))
  const elsewhere = preview.faults.length - faults.length
  const stale = pack.own && draft.version !== pack.version
  async function save() {
    setBusy(true)
    setCause(null)
    try {
      const saved = await send<PackDetail>('PUT', packPath(pack.id), { version: draft.version, files: draft.files })
      draft.discard(saved)
      await refresh(ARCHETYPES)
      toast.success(`Saved as version ${saved.version}. Personas made from now on are of it; those there are stay as they are.`)
    } catch (error) {
      setCause(causeOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Page
      title={pack.name}
      back={{ to: '/archetypes', label: 'Archetypes' }}
      aside={<span className="text-12 text-ink-faint">{pack.own ? `version ${pack.version}` : 'shipped'}</span>}
      actions={
        <>
          {mayWrite && draft.dirty && <Button size="small" variant="quiet" onClick={() => draft.discard(pack)}>Discard</Button>}
          {mayWrite && <Button size="small" variant="primary" disabled={busy || !draft.dirty || preview.faults.length > 0} title={preview.faults.length > 0 ? 'Mend the faults first' : undefined} onClick={() => void save()}>{busy ? 'Saving…' : 'Save'}</Button>}
          {!pack.own && <Button size="small" variant="primary" onClick={() => setCopying(true)}><Copy size={14} aria-hidden />Duplicate to edit</Button>}
          <PackMenu pack={pack} mayWrite={mayWrite} onDuplicate={() => setCopying(true)} onVersion={(files) => draft.setFiles(files)} />
        </>
      }
    >
      <div className="flex flex-col gap-3 pb-3 empty:hidden">
        {cause !== null && <Note tone="bad">{cause}</Note>}
        {stale && <Note tone="wait">Somebody saved version {pack.version} while you changed version {draft.version}. <button type="button" onClick={() => draft.discard(pack)} className="underline">Take theirs</button>, and yours are gone.</Note>}
        {draft.restored && draft.dirty && !stale && <Note>Your earlier, unsaved changes are back.</Note>}
      </div>
      <div className="grid gap-x-8 gap-y-6 lg:grid-cols-[12rem_minmax(0,1fr)] xl:grid-cols-[12rem_minmax(0,1fr)_20rem]">
        <FileList pack={pack.id} files={draft.files} current={file.name} faults={preview.faults} mayWrite={mayWrite} onFiles={draft.setFiles} />
        <div className="min-w-0 max-w-3xl">
          {isArchetype && mayWrite && (
            <TabLinks
              label="How to edit" current={view}
              tabs={[{ key: 'form', label: 'Form', to: '/archetypes/$packId', params: { packId: pack.id }, search: { file: file.name } }, { key: 'yaml', label: faults.length > 0 ? `YAML (${faults.length})` : 'YAML', to: '/archetypes/$packId', params: { packId: pack.id }, search: { file: file.name, view: 'yaml' } }]}
            />
          )}
          {view === 'form' ? <ArchetypeForm key={file.name} text={file.text} faults={faults} onText={(text) => draft.setText(file.name, text)} /> : (
            <YamlArea
              key={file.name} label={file.name} value={file.text} onValue={(text) => draft.setText(file.name, text)} faults={marked} columns linesMost={34} readOnly={!mayWrite}
              hint={mayWrite ? (elsewhere > 0 ? `This file is sound; ${elsewhere} in other files to mend.` : 'Checked as you type.') : pack.own ? 'Only to read with your role.' : 'A shipped pack stays as it is. Duplicate it to make it yours.'}
            />
          )}
        </div>
        <div className="min-w-0 lg:col-start-2 xl:col-start-3">
          <PreviewPanel preview={preview} whose={isArchetype ? 'All of this archetype' : 'Archetypes by their weight'} onAgain={() => setSeed(`preview ${crypto.getRandomValues(new Uint32Array(1))[0]! % SEEDS}`)} />
        </div>
      </div>
      {copying && <DuplicateDialog pack={pack} onClose={() => setCopying(false)} onMade={(made) => { setCopying(false); return navigate({ to: '/archetypes/$packId', params: { packId: made.id } }) }} />}
    </Page>
  )
}
