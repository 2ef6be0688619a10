/** What a person can do with a lead. */
import type { Consumer } from '@troupe/contract'
import { Download, Ellipsis, Eraser, GitMerge, RefreshCw, Send } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { counted } from '../../../design/number-format.ts'
import { causeOf, read, refresh, send } from '../../data/api.ts'
import { actionsPath, leadExportPath, leadPath, LEADS } from '../../data/engagement-addresses.ts'
import { useMay } from '../../data/queries.ts'
import { ConfirmDialog, type Question } from '../../parts/ConfirmDialog.tsx'
import { leadName } from '../../parts/engagement/lead-name.ts'
import { Menu, MenuItem, MenuLine } from '../../parts/Menu.tsx'
import { saveFile } from '../../parts/save-chart.ts'
import { erasureWords, type Erased } from './erasure-words.ts'
import { MergeDialog } from './MergeDialog.tsx'
import { MessageDialog } from './MessageDialog.tsx'

export function LeadActs({ lead }: { lead: Consumer }) {
  const operator = useMay('operator')
  const admin = useMay('admin')
  const [opened, setOpened] = useState<'message' | 'merge' | null>(null)
  const [question, setQuestion] = useState<Question | null>(null)
  const attempt = (act: Promise<unknown>) => void act.catch((error: unknown) => toast.error(causeOf(error)))
  async function takeAway(): Promise<void> {
    const data = await read<unknown>(leadExportPath(lead.id))
    saveFile(new Blob([JSON.stringify(data, null, 2)], { type: 'application/json' }), `lead-${lead.id}.json`)
  }
  async function rebuild(): Promise<void> {
    await send('POST', `${leadPath(lead.id)}/rebuild-context`)
    await refresh(LEADS)
    toast.success('Stage and counts are reckoned anew from the events.')
  }
  async function askErase(): Promise<void> {
    const { facets } = await read(actionsPath({ consumerId: lead.id }, 1))
    const actions = Object.values(facets.state).reduce((sum, count) => sum + (count ?? 0), 0)
    const waiting = (facets.state.planned ?? 0) + (facets.state.approved ?? 0) + (facets.state['awaiting-approval'] ?? 0)
    const name = leadName(lead)
    setQuestion({
      title: `Erase ${name}?`,
      consequence: [
        `What ${counted(lead.context.events, 'event', 'events')} and ${counted(actions, 'message or call', 'messages and calls')} say, and all that tells who this is, is gone for good, in the traces of agents too.`,
        waiting === 0 ? 'Nothing waits to be sent.' : `${counted(waiting, 'planned action is', 'planned actions are')} taken back.`,
        'Ids, times and states stay, and so does the mark of an address that must not be written to. Export first if the lead asks for a copy.',
      ],
      typed: 'erase',
      confirm: 'Erase for good',
      danger: true,
      act: async () => {
        const erased = await send<Erased>('POST', `${leadPath(lead.id)}/erase`, { confirm: 'erase' })
        await refresh('/api/')
        toast.success(erasureWords(erased))
      },
    })
  }
  return (
    <>
      {operator && !lead.erased && <Button size="small" variant="primary" onClick={() => setOpened('message')}><Send size={14} aria-hidden />Message</Button>}
      <Menu trigger={<Button size="small" variant="quiet" aria-label="More" title="More"><Ellipsis size={16} aria-hidden /></Button>}>
        <MenuItem icon={<Download size={14} />} onSelect={() => attempt(takeAway())}>Export everything</MenuItem>
        {operator && !lead.erased && <MenuItem icon={<GitMerge size={14} />} onSelect={() => setOpened('merge')}>Merge another into this…</MenuItem>}
        {operator && <MenuItem icon={<RefreshCw size={14} />} onSelect={() => attempt(rebuild())}>Reckon anew from events</MenuItem>}
        {admin && !lead.erased && (
          <>
            <MenuLine />
            <MenuItem danger icon={<Eraser size={14} />} onSelect={() => attempt(askErase())}>Erase…</MenuItem>
          </>
        )}
      </Menu>
      {opened === 'message' && <MessageDialog lead={lead} onClose={() => setOpened(null)} />}
      {opened === 'merge' && <MergeDialog lead={lead} onClose={() => setOpened(null)} />}
      <ConfirmDialog question={question} onClose={() => setQuestion(null)} />
    </>
  )
}

