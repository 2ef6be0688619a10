import type { PackDetail, PackSummary } from '@troupe/contract'
import { useState } from 'react'
import { Button } from '../../../design/Button.tsx'
import { ARCHETYPES } from '../../data/addresses.ts'
import { causeOf, refresh, send } from '../../data/api.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field, TextInput } from '../../parts/fields.tsx'
import { Note } from '../../parts/Note.tsx'
import { slugOf } from './archetype-yaml.ts'

/** A copy under a name and an id of its own; the id follows the name until it is typed. */
export function DuplicateDialog({ pack, onClose, onMade }: { pack: Pick<PackSummary, 'id' | 'name'>; onClose(): void; onMade(made: PackDetail): unknown }) {
  const [name, setName] = useState(`My ${pack.name.toLowerCase()}`.slice(0, 60))
  const [typedId, setId] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const [cause, setCause] = useState<string | null>(null)
  const id = typedId ?? slugOf(name)
  const idFault = /^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id) ? null : 'Use lower-case words joined by hyphens.'
  async function make() {
    setBusy(true)
    setCause(null)
    try {
      const made = await send<PackDetail>('POST', '/api/archetypes', { duplicateOf: pack.id, id, name: name.trim() })
      await refresh(ARCHETYPES)
      await onMade(made)
    } catch (error) {
      setCause(causeOf(error))
      setBusy(false)
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={`Duplicate ${pack.name}`}
      description="The copy is yours to change; personas already made stay with the pack they came from."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={busy || name.trim() === '' || idFault !== null} onClick={() => void make()}>{busy ? 'Copying…' : 'Duplicate'}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label="Name"><TextInput autoFocus maxLength={60} value={name} onChange={({ target }) => setName(target.value)} /></Field>
        <Field label="Id" hint="Personas know their pack by it; it stays." fault={idFault}><TextInput mono value={id} onChange={({ target }) => setId(target.value)} /></Field>
        {cause !== null && <Note tone="bad">{cause}</Note>}
      </div>
    </Dialog>
  )
}
