import type { Agent, AgentState, AgentVerb } from '@troupe/contract'
import { useNavigate } from '@tanstack/react-router'
import { Ellipsis, Pause, Play, Power, RotateCw, Trash2, Zap } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { counted } from '../../../design/number-format.ts'
import { agentPath } from '../../data/addresses.ts'
import { causeOf, refresh, send } from '../../data/api.ts'
import { useMay, useProjects } from '../../data/queries.ts'
import { useStop } from '../../data/stops.ts'
import { ActButton } from '../../parts/ActButton.tsx'
import { ConfirmDialog, type Question } from '../../parts/ConfirmDialog.tsx'
import { Menu, MenuItem, MenuLine } from '../../parts/Menu.tsx'
import { tellMoved } from '../../parts/moved-toast.ts'
import { moves } from '../agents/bulk-preview.ts'

/** Why an agent can't be run now, by the state it is in. */
const UNABLE: Readonly<Partial<Record<AgentState, string>>> = {
  ready: 'It has not been started yet. Start it first.', busy: 'It is in a turn at this moment.', paused: 'It is paused. Resume it first.',
  failed: 'It failed. Start it first.', offline: 'It is stopped. Start it first.',
}

/** What can be done with one agent; the likeliest in sight, the rest in the menu. */
export function AgentActs({ agent }: { agent: Agent }) {
  const { id, name, state, projectId, platform } = agent
  const ofLeads = platform === 'messaging'
  const stop = useStop(projectId)
  const operator = useMay('operator')
  const navigate = useNavigate()
  const [busy, setBusy] = useState(false)
  const [question, setQuestion] = useState<Question | null>(null)
  const simulated = useProjects().find((project) => project.id === projectId)?.kind === 'simulated'
  if (!operator) return null
  if (simulated) return <span className="max-w-80 text-12 text-pretty text-ink-faint">It lived in a simulated world, whose time is over: it is here to be looked at.</span>

  async function run(act: () => Promise<unknown>, done: () => void): Promise<void> {
    setBusy(true)
    try {
      await act()
      done()
      await refresh('/api/agents', '/api/fleet', '/api/status')
    } catch (error) {
      toast.error(causeOf(error))
    } finally {
      setBusy(false)
    }
  }
  const verb = (which: AgentVerb): Promise<void> => run(() => send('POST', `${agentPath(id)}/${which}`), () => tellMoved(which, [id], name))
  const wake = () => run(() => send('POST', `${agentPath(id)}/wake`), () => toast.success(`${name} wakes now. Its turn appears below.`))
  const erase = () => setQuestion({
    title: `Delete ${name}?`,
    consequence: [
      `The agent goes, with its ${counted(agent.turns, 'turn', 'turns')} of history. This cannot be undone.`,
      ofLeads ? 'What it has planned and not sent is taken back. What was sent stays in the threads of its leads.' : 'What it posted stays on the site, and its persona stays to make another agent of.',
    ],
    confirm: 'Delete the agent',
    danger: true,
    act: async () => {
      await send('DELETE', agentPath(id))
      toast.success(`${name} is deleted.`)
      await navigate({ to: '/agents' })
      await refresh('/api/agents', '/api/fleet', '/api/status')
    },
  })

  return (
    <>
      {!ofLeads && <ActButton size="small" refused={stop === null ? UNABLE[state] ?? null : `The kill switch is on: “${stop.reason}”. Release it, then run the agent.`} disabled={busy} onClick={() => void wake()}><Zap size={14} aria-hidden />Run now</ActButton>}
      {moves('start', state) && <Button size="small" variant="primary" disabled={busy} onClick={() => void verb('start')}><Play size={14} aria-hidden />Start</Button>}
      {moves('resume', state) && <Button size="small" variant="primary" disabled={busy} onClick={() => void verb('resume')}><RotateCw size={14} aria-hidden />Resume</Button>}
      {moves('pause', state) && <Button size="small" disabled={busy} onClick={() => void verb('pause')}><Pause size={14} aria-hidden />Pause</Button>}
      <Menu trigger={<Button size="small" variant="quiet" aria-label="More"><Ellipsis size={16} aria-hidden /></Button>}>
        <MenuItem icon={<Power size={14} />} disabled={!moves('stop', state)} onSelect={() => void verb('stop')}>Stop</MenuItem>
        <MenuLine />
        <MenuItem icon={<Trash2 size={14} />} danger onSelect={erase}>Delete…</MenuItem>
      </Menu>
      <ConfirmDialog question={question} onClose={() => setQuestion(null)} />
    </>
  )
}
