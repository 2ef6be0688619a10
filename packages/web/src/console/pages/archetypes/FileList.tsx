/** The files of a pack: the pack itself, then its archetypes, with how many faults each has. */
import type { PackFaultShown, PackFiles } from '@troupe/contract'
import { Link } from '@tanstack/react-router'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { plainName } from '../../parts/action-words.ts'
import { NewArchetypeDialog } from './NewArchetypeDialog.tsx'

export interface FileListProps {
  pack: string
  files: PackFiles
  current: string
  faults: readonly PackFaultShown[]
  mayWrite: boolean
  onFiles(files: PackFiles): void
}

export function FileList({ pack, files, current, faults, mayWrite, onFiles }: FileListProps) {
  const [adding, setAdding] = useState(false)
  const archetypes = files.filter(({ name }) => name !== 'pack.yaml')
  const remove = (gone: string) => {
    onFiles(files.filter(({ name }) => name !== gone))
    toast.success(`${plainName(gone.replace(/\.yaml$/, ''))} goes when you save.`, { action: { label: 'Undo', onClick: () => onFiles(files) } })
  }
  return (
    <nav aria-label="Files of the pack" className="min-w-0">
      <ul className="flex gap-1 max-lg:overflow-x-auto max-lg:pb-1 lg:flex-col lg:gap-px">
        {[...files.filter(({ name }) => name === 'pack.yaml'), ...archetypes].map(({ name }) => {
          const count = faults.filter((fault) => fault.file === name).length
          return (
            <li key={name} className="group flex shrink-0 items-center">
              <Link
                to="/archetypes/$packId"
                params={{ packId: pack }}
                search={(before) => ({ ...before, file: name })}
                {...(name === current ? { 'aria-current': 'true' as const } : {})}
                className="flex h-8 min-w-0 flex-1 items-center gap-2 rounded-medium px-2.5 whitespace-nowrap text-ink-soft hover:bg-sunken hover:text-ink aria-[current]:bg-pressed aria-[current]:font-medium aria-[current]:text-ink"
              >
                <span className="truncate">{name === 'pack.yaml' ? 'The pack' : plainName(name.replace(/\.yaml$/, ''))}</span>
                {count > 0 && <span className="tabular ml-auto rounded-full bg-bad-soft px-1.5 text-12 font-semibold text-bad" title={`${count} faults`}>{count}</span>}
              </Link>
              {mayWrite && name === current && name !== 'pack.yaml' && archetypes.length > 1 && (
                <button type="button" aria-label={`Remove ${name}`} title="Remove" onClick={() => remove(name)} className="grid size-7 shrink-0 place-items-center rounded-full text-ink-faint hover:bg-sunken hover:text-ink"><Trash2 aria-hidden size={13} /></button>
              )}
            </li>
          )
        })}
        {mayWrite && <li className="shrink-0"><Button size="small" variant="quiet" onClick={() => setAdding(true)}><Plus size={14} aria-hidden />Archetype</Button></li>}
      </ul>
      {adding && <NewArchetypeDialog pack={pack} files={files} from={archetypes.find(({ name }) => name === current) ?? archetypes[0]} onFiles={onFiles} onClose={() => setAdding(false)} />}
    </nav>
  )
}
