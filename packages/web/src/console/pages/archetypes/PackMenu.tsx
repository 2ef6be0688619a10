import type { PackDetail, PackFiles } from '@troupe/contract'
import { useNavigate } from '@tanstack/react-router'
import { Copy, Download, Ellipsis, History, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { counted } from '../../../design/number-format.ts'
import { minuteTime } from '../../../design/relative-time.ts'
import { ARCHETYPES, packPath, packVersionPath } from '../../data/addresses.ts'
import { causeOf, read, refresh, send } from '../../data/api.ts'
import { ConfirmDialog, type Question } from '../../parts/ConfirmDialog.tsx'
import { Menu, MenuHeading, MenuItem, MenuLine } from '../../parts/Menu.tsx'
import { exportPack } from './exchange.ts'

const VERSIONS_SHOWN = 12

/** What else can be done with a pack: taken away as a file, duplicated, put back to an earlier version, deleted. */
export function PackMenu({ pack, mayWrite, onDuplicate, onVersion }: { pack: PackDetail; mayWrite: boolean; onDuplicate(): void; onVersion(files: PackFiles): void }) {
  const navigate = useNavigate()
  const [question, setQuestion] = useState<Question | null>(null)
  const fail = (error: unknown) => toast.error(causeOf(error))
  const takeUp = (version: number) => void read(packVersionPath(pack.id, version)).then(({ files }) => {
    onVersion(files)
    toast.success(`Version ${version} is in the editor. Save to make it the newest.`)
  }, fail)
  const askToDelete = () => setQuestion({
    title: `Delete ${pack.name}?`,
    consequence: [
      `${counted(pack.archetypes.length, 'archetype', 'archetypes')} and ${counted(pack.versions.length, 'version', 'versions')} go for good; export it first if you may want it back.`,
      pack.personas === 0 ? 'No persona was made from it.' : `${counted(pack.personas, 'persona', 'personas')} made from it ${pack.personas === 1 ? 'stays' : 'stay'}, with ${counted(pack.agents, 'agent', 'agents')}; offline they speak in general words from then on.`,
    ],
    confirm: 'Delete the pack',
    danger: true,
    act: async () => {
      await send('DELETE', packPath(pack.id))
      sessionStorage.removeItem(`troupe.draft.pack.${pack.id}`)
      toast.success(`${pack.name} is deleted.`)
      await navigate({ to: '/archetypes' })
      await refresh(ARCHETYPES)
    },
  })
  return (
    <>
      <Menu trigger={<Button size="small" variant="quiet" aria-label="More" title="More"><Ellipsis size={16} aria-hidden /></Button>}>
        <MenuItem icon={<Download size={14} />} onSelect={() => void exportPack(pack.id).catch(fail)}>Export as YAML</MenuItem>
        <MenuItem icon={<Copy size={14} />} onSelect={onDuplicate}>Duplicate…</MenuItem>
        {mayWrite && pack.versions.length > 1 && (
          <>
            <MenuLine />
            <MenuHeading>Go back to</MenuHeading>
            {pack.versions.slice(1, VERSIONS_SHOWN + 1).map(({ version, by, at }) => <MenuItem key={version} icon={<History size={14} />} aside={minuteTime(at)} onSelect={() => takeUp(version)}>Version {version}, {by}</MenuItem>)}
          </>
        )}
        {mayWrite && <><MenuLine /><MenuItem danger icon={<Trash2 size={14} />} onSelect={askToDelete}>Delete…</MenuItem></>}
      </Menu>
      <ConfirmDialog question={question} onClose={() => setQuestion(null)} />
    </>
  )
}
