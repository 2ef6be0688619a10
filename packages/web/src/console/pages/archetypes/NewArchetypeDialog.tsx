import type { PackFiles } from '@troupe/contract'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { Button } from '../../../design/Button.tsx'
import { plainName } from '../../parts/action-words.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field, TextInput } from '../../parts/fields.tsx'
import { renamedArchetype, slugOf } from './archetype-yaml.ts'

/** Another archetype, begun as a copy of one there is: a sound beginning is easier to change than an empty page to fill. */
export function NewArchetypeDialog({ pack, files, from, onFiles, onClose }: { pack: string; files: PackFiles; from: PackFiles[number] | undefined; onFiles(files: PackFiles): void; onClose(): void }) {
  const navigate = useNavigate()
  const [name, setName] = useState('')
  const id = slugOf(name)
  const taken = files.some((file) => file.name === `${id}.yaml`)
  const fault = taken ? 'There is an archetype of this name already.' : null
  function make() {
    if (from === undefined || id === '' || taken) return
    const made = { name: `${id}.yaml`, text: renamedArchetype(from.text, id, name.trim()) }
    onFiles([...files, made])
    onClose()
    void navigate({ to: '/archetypes/$packId', params: { packId: pack }, search: { file: made.name } })
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title="Another archetype"
      description={from === undefined ? undefined : `It begins as a copy of ${plainName(from.name.replace(/\.yaml$/, ''))}.`}
      actions={<><Button onClick={onClose}>Cancel</Button><Button variant="primary" disabled={id === '' || taken} onClick={make}>Add</Button></>}
    >
      <Field label="Name" fault={fault} hint={id === '' ? undefined : `Its file is ${id}.yaml.`}><TextInput autoFocus maxLength={60} value={name} onChange={({ target }) => setName(target.value)} onKeyDown={(event) => { if (event.key === 'Enter') make() }} /></Field>
    </Dialog>
  )
}
