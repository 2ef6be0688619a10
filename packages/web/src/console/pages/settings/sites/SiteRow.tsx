import type { Site } from '@troupe/contract'
import { Bot, Ellipsis, Pencil, ScanSearch, ShieldCheck, Trash2 } from 'lucide-react'
import { toast } from 'sonner'
import { Button } from '../../../../design/Button.tsx'
import { ActButton } from '../../../parts/ActButton.tsx'
import { Ago } from '../../../parts/Ago.tsx'
import { Menu, MenuItem, MenuLine } from '../../../parts/Menu.tsx'
import { Note } from '../../../parts/Note.tsx'
import { agentsWords, credentialWords, KIND_WORDS, provedUntil } from './site-words.ts'
import { SiteMark } from './SiteMark.tsx'
import { useCheck } from './use-check.ts'

export interface SiteRowProps {
  site: Site
  /** Whoever may not change it sees how it stands. */
  mayChange: boolean
  /** Null for whoever may make no agents. */
  onNewAgents: (() => void) | null
  onProve(): void
  onChange(): void
  onRemove(): void
}

export function SiteRow({ site, mayChange, onNewAgents, onProve, onChange, onRemove }: SiteRowProps) {
  const check = useCheck(site.id)
  const owned = site.state === 'proved'
  async function checkNow(): Promise<void> {
    const checked = await check.run()
    // What is wrong stands below the row; that nothing is, would be easily missed.
    if (checked?.state === 'proved' && checked.fault === null) toast.success(`${checked.name} is still yours.`)
  }
  return (
    <li className="py-3">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 flex-1 basis-56">
          <p className="flex flex-wrap items-center gap-x-2.5"><span className="min-w-0 font-medium break-words">{site.name}</span><SiteMark site={site} className="text-12" /></p>
          <p className="font-mono text-12 break-all text-ink-soft">{site.origin}</p>
          <p className="mt-0.5 text-12 break-words text-ink-faint">
            {KIND_WORDS[site.kind]} · {agentsWords(site.agents)} · {credentialWords(site.credentials)}
          </p>
          <p className="mt-0.5 text-12 text-ink-faint">
            {site.checkedAt === null ? 'never checked' : <>checked <Ago instant={site.checkedAt} /></>}
            {site.nextCheckAt !== null && site.state !== 'refused' && <>, next <Ago instant={site.nextCheckAt} /></>}
            {site.showsAutomatedFlag && ', shows the automated flag'}
          </p>
        </div>
        {owned && site.agents.total === 0 && onNewAgents !== null && <Button size="small" variant="primary" onClick={onNewAgents}><Bot size={13} aria-hidden />New agents here</Button>}
        {mayChange && (
          <div className="flex items-center gap-1.5">
            {owned ? (
              <ActButton size="small" refused={check.waitSeconds > 0 ? `A site is looked at once a minute at most. ${check.waitSeconds} s to go.` : null} disabled={check.busy} onClick={() => void checkNow()}>
                <ScanSearch size={13} aria-hidden />{check.busy ? 'Checking…' : 'Check now'}
              </ActButton>
            ) : site.state !== 'refused' && <Button size="small" variant="primary" onClick={onProve}><ShieldCheck size={13} aria-hidden />{site.state === 'lost' ? 'Prove again' : 'Prove it'}</Button>}
            <Menu trigger={<Button size="small" variant="quiet" aria-label={`More about ${site.name}`} title="More"><Ellipsis size={15} aria-hidden /></Button>}>
              {owned && onNewAgents !== null && <MenuItem icon={<Bot size={14} />} onSelect={onNewAgents}>New agents here…</MenuItem>}
              {owned && <MenuItem icon={<ShieldCheck size={14} />} onSelect={onProve}>Show the proof</MenuItem>}
              <MenuItem icon={<Pencil size={14} />} onSelect={onChange}>Change name or credentials…</MenuItem>
              <MenuLine />
              <MenuItem danger icon={<Trash2 size={14} />} onSelect={onRemove}>Delete…</MenuItem>
            </Menu>
          </div>
        )}
      </div>
      {check.failure !== null && <Note tone="bad" className="mt-2">{check.failure}</Note>}
      <Trouble site={site} />
    </li>
  )
}

/** What is wrong, since when, and what mends it. */
function Trouble({ site }: { site: Site }) {
  const until = provedUntil(site)
  if (until !== null) return <Note tone="wait" className="mt-2">The last check failed: {site.fault} Agents go on for now; without a good check they stop <Ago instant={until} />.</Note>
  switch (site.state) {
    case 'lost':
      return (
        <Note tone="bad" className="mt-2">
          The proof was lost <Ago instant={site.stateSince} />, and the agents on it stopped. {site.fault}
          <span className="mt-1 block">Put the file back and check. Once it is proved again, start its agents under Agents: they don’t start by themselves.</span>
        </Note>
      )
    case 'refused':
      return <Note tone="bad" className="mt-2">{site.fault ?? 'It belongs to a social network of others.'} It can only be deleted.</Note>
    case 'unproven':
      return site.fault === null ? null : <Note tone="wait" className="mt-2">{site.fault}</Note>
    case 'proved':
      return null
  }
}
