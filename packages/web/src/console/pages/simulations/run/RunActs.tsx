/** What one can do with a run; what is not possible now says why. */
import type { Simulation } from '@troupe/contract'
import { Link, useNavigate } from '@tanstack/react-router'
import { ArrowUpRight, Ellipsis, FileDown, GitFork, Globe, Pause, Play, TimerReset, Trash2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { toast } from 'sonner'
import { Button, buttonClass } from '../../../../design/Button.tsx'
import { publicWorld } from '../../../data/addresses.ts'
import { causeOf, refresh, send } from '../../../data/api.ts'
import { useMay } from '../../../data/queries.ts'
import { ConfirmDialog, type Question } from '../../../parts/ConfirmDialog.tsx'
import { Menu, MenuItem, MenuLine } from '../../../parts/Menu.tsx'
import { queryClient } from '../../../data/query-client.ts'
import { SIMULATIONS, simulationPath, simulationVerbPath } from '../data/simulation-addresses.ts'
import { canGoOn, isMoving } from '../data/simulation-words.ts'
import { useSimulations } from '../data/use-simulations.ts'
import { deleteQuestion } from '../list/delete-question.ts'
import { ExportDialog } from './ExportDialog.tsx'
import { ExtendDialog } from './ExtendDialog.tsx'
import { ForkDialog } from './ForkDialog.tsx'
import { PublishDialog } from './PublishDialog.tsx'

type Opened = 'fork' | 'extend' | 'publish' | 'export' | null

export function RunActs({ run }: { run: Simulation }) {
  const operator = useMay('operator')
  const admin = useMay('admin')
  const navigate = useNavigate()
  const all = useSimulations().data ?? []
  const [opened, setOpened] = useState<Opened>(null)
  const [question, setQuestion] = useState<Question | null>(null)
  const [busy, setBusy] = useState(false)
  const moving = isMoving(run)
  const notBegun = run.counts === null
  async function order(verb: 'start' | 'stop'): Promise<void> {
    setBusy(true)
    try {
      queryClient.setQueryData<Simulation>([simulationPath(run.id)], await send('POST', simulationVerbPath(run.id, verb)))
      if (verb === 'stop') toast.success(`${run.name} stands still; “Resume” carries it on as if nothing had happened.`)
      void refresh(SIMULATIONS)
    } catch (error) {
      toast.error(causeOf(error))
    } finally {
      setBusy(false)
    }
  }
  const close = () => setOpened(null)
  return (
    <>
      {operator && moving && <Button size="small" disabled={busy} onClick={() => void order('stop')}><Pause size={14} aria-hidden />{busy ? 'Stopping…' : 'Stop'}</Button>}
      {operator && canGoOn(run) && <Button size="small" variant="primary" disabled={busy} onClick={() => void order('start')}><Play size={14} aria-hidden />{notBegun ? 'Start' : 'Resume'}</Button>}
      {operator && run.state === 'done' && <Button size="small" onClick={() => setOpened('extend')}><TimerReset size={14} aria-hidden />Extend…</Button>}
      {operator && !moving && <Button size="small" variant={run.state === 'done' ? 'primary' : 'plain'} onClick={() => setOpened('fork')}><GitFork size={14} aria-hidden />Branch…</Button>}
      {run.published !== null && <a href={publicWorld(run.published.worldId)} className={buttonClass('plain', 'small')}><Globe size={14} aria-hidden />Its world<ArrowUpRight size={13} aria-hidden /></a>}
      <Menu trigger={<Button size="small" aria-label="More" title="More" className="px-2!"><Ellipsis size={15} aria-hidden /></Button>}>
        <MenuItem icon={<FileDown size={14} />} disabled={notBegun} onSelect={() => setOpened('export')}>Export…</MenuItem>
        {admin && run.published === null && <MenuItem icon={<Globe size={14} />} disabled={moving || notBegun} onSelect={() => setOpened('publish')}>Publish its world…</MenuItem>}
        {operator && !moving && run.state !== 'done' && <MenuItem icon={<TimerReset size={14} />} onSelect={() => setOpened('extend')}>Change how long…</MenuItem>}
        {run.published !== null && <GoTo to="/projects/$projectId" projectId={run.published.projectId}>Its project</GoTo>}
        {operator && (
          <>
            <MenuLine />
            <MenuItem icon={<Trash2 size={14} />} danger onSelect={() => setQuestion(deleteQuestion([run], all, () => navigate({ to: '/simulations' })))}>Delete…</MenuItem>
          </>
        )}
      </Menu>
      <ConfirmDialog question={question} onClose={() => setQuestion(null)} />
      {opened === 'fork' && <ForkDialog run={run} start={{ kind: 'time' }} onClose={close} />}
      {opened === 'extend' && <ExtendDialog run={run} onClose={close} />}
      {opened === 'publish' && <PublishDialog run={run} onClose={close} />}
      {opened === 'export' && <ExportDialog run={run} onClose={close} />}
    </>
  )
}

function GoTo({ to, projectId, children }: { to: '/projects/$projectId'; projectId: string; children: ReactNode }) {
  return <Link to={to} params={{ projectId }} className="flex min-h-8 items-center gap-2 rounded-small px-2 hover:bg-sunken">{children}</Link>
}
