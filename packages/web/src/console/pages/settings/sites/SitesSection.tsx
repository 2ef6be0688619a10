import type { Site } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Globe, Plus } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { part, path } from '../../../../api/path.ts'
import { Button } from '../../../../design/Button.tsx'
import { EmptyState } from '../../../../design/EmptyState.tsx'
import { PLATFORMS } from '../../../data/addresses.ts'
import { answerOf, refresh, send } from '../../../data/api.ts'
import { useMay } from '../../../data/queries.ts'
import { ConfirmDialog, type Question } from '../../../parts/ConfirmDialog.tsx'
import { Answer } from '../../../parts/ListStates.tsx'
import { Section } from '../../../parts/Page.tsx'
import { RoleNote } from '../../../parts/RoleNote.tsx'
import { NewAgentDialog } from '../../agents/NewAgentDialog.tsx'
import { AddSiteDialog } from './AddSiteDialog.tsx'
import { ChangeSiteDialog } from './ChangeSiteDialog.tsx'
import { ProofDialog } from './ProofDialog.tsx'
import { SiteRow } from './SiteRow.tsx'
import { removalWords } from './site-words.ts'

/** Checks by time, and by others, are seen without asking. */
const EVERY_MS = 10_000

type Opened = { kind: 'adding' } | { kind: 'proving' | 'changing' | 'staffing'; siteId: string }

export function SitesSection() {
  const sites = useQuery(answerOf(PLATFORMS, { everyMs: EVERY_MS }))
  const mayChange = useMay('admin')
  const operator = useMay('operator')
  const [opened, setOpened] = useState<Opened | null>(null)
  const [question, setQuestion] = useState<Question | null>(null)
  const close = () => setOpened(null)
  const site = opened === null || opened.kind === 'adding' ? undefined : sites.data?.items.find(({ id }) => id === opened.siteId)
  const remove = (one: Site) => setQuestion({
    title: `Delete ${one.name}?`,
    consequence: removalWords(one),
    confirm: one.agents.total === 0 ? 'Delete the site' : `Delete it with ${one.agents.total === 1 ? 'its agent' : `its ${one.agents.total} agents`}`,
    danger: true,
    act: async () => {
      try {
        await send('DELETE', path(`/api/platforms/${part(one.id)}`, { agents: one.agents.total }))
      } finally {
        // Where another number was there by then, it is the new one that is asked about next.
        await refresh('/api/platforms', '/api/agents')
      }
      toast.success(`${one.name} is deleted.`)
    },
  })
  const add = <Button size="small" variant="primary" onClick={() => setOpened({ kind: 'adding' })}><Plus size={14} aria-hidden />Add a site</Button>
  const empty = sites.data?.items.length === 0
  return (
    <div className="max-w-3xl">
      <Section title="Sites" aside={mayChange && !empty && add}>
        {!empty && <p className="mb-3 max-w-prose text-pretty text-ink-soft">Outside places where agents may act: your own, and proved to be. Each is looked at every day; when the proof is gone, the agents on it stop.</p>}
        <RoleNote what="Adding and proving sites" needs="admin" className="mb-3" />
        <Answer query={sites} what="the sites">
          {({ items }) => items.length === 0 ? (
            <EmptyState icon={<Globe size={22} />} title="No outside sites yet" {...(mayChange ? { action: add } : {})}>
              Agents live on the feed and gallery here. To let them live in a community of your own as well, add its address and prove that it is yours: copy a file, serve it from the site, let it be checked.
            </EmptyState>
          ) : (
            <ul aria-label="Sites" className="divide-y divide-line border-y border-line">
              {items.map((one) => (
                <SiteRow
                  key={one.id}
                  site={one}
                  mayChange={mayChange}
                  onNewAgents={operator ? () => setOpened({ kind: 'staffing', siteId: one.id }) : null}
                  onProve={() => setOpened({ kind: 'proving', siteId: one.id })}
                  onChange={() => setOpened({ kind: 'changing', siteId: one.id })}
                  onRemove={() => remove(one)}
                />
              ))}
            </ul>
          )}
        </Answer>
      </Section>
      {opened?.kind === 'adding' && <AddSiteDialog onClose={close} onAdded={({ id }) => setOpened({ kind: 'proving', siteId: id })} />}
      {opened?.kind === 'proving' && site !== undefined && <ProofDialog site={site} onClose={close} />}
      {opened?.kind === 'changing' && site !== undefined && <ChangeSiteDialog site={site} onClose={close} />}
      {opened?.kind === 'staffing' && <NewAgentDialog siteId={opened.siteId} onClose={close} />}
      <ConfirmDialog question={question} onClose={() => setQuestion(null)} />
    </div>
  )
}
