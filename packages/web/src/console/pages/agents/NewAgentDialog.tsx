import type { Agent } from '@troupe/contract'
import { useNavigate } from '@tanstack/react-router'
import { useId, useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Choice } from '../../parts/fields.tsx'
import { Verbatim } from '../../parts/Fold.tsx'
import { LeadAgentForm } from './LeadAgentForm.tsx'
import type { NewAgent } from './new-agent.ts'
import { PersonaAgentForm } from './PersonaAgentForm.tsx'
import { OWN_WORLD } from './where-options.ts'

export interface NewAgentDialogProps {
  persona?: NewAgent['persona']
  /** The site it is to act on, unless another place is chosen. */
  siteId?: string
  /** Whose leads it is to write to. */
  creatorId?: string
  onClose(): void
}

const SORTS = [
  { value: 'persona', label: 'Takes part somewhere', hint: 'As a persona, on the feed, in the gallery or on a site of your own.' },
  { value: 'leads', label: 'Writes to leads', hint: 'Woken by what they do; plans messages, which pass the rules.' },
] as const

export function NewAgentDialog({ persona, siteId, creatorId, onClose }: NewAgentDialogProps) {
  const [sort, setSort] = useState<'persona' | 'leads'>(creatorId === undefined ? 'persona' : 'leads')
  const [busy, setBusy] = useState(false)
  const [made, setMade] = useState<Agent | null>(null)
  const id = useId()
  const navigate = useNavigate()
  const go = async (agent: Agent) => {
    onClose()
    await navigate({ to: '/agents/$agentId', params: { agentId: agent.id } })
  }
  const onMade = async (agent: Agent, started: boolean) => {
    toast.success(`${agent.name} is made${started ? ' and started' : ''}.`)
    // The secret is in this answer alone, so nobody is led away from it.
    if (agent.brain.kind === 'http' && agent.brain.secret !== undefined) return setMade(agent)
    await go(agent)
  }
  if (made?.brain.kind === 'http') {
    return (
      <Dialog open onOpenChange={(open) => !open && void go(made)} title="The signing secret" description="With it your service can tell that a request is from here. It is shown this once; keep it where your service reads it." actions={<Button variant="primary" onClick={() => void go(made)}>I have kept it</Button>}>
        <Verbatim text={made.brain.secret ?? ''} copies="secret" />
      </Dialog>
    )
  }
  const given = persona !== undefined || siteId !== undefined || creatorId !== undefined
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      shape="side"
      title="New agent"
      description={sort === 'leads' ? 'What wakes it, and a brain that decides what to say.' : 'A persona, and a brain that decides for it.'}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form={id} variant="primary" disabled={busy}>{busy ? 'Making…' : 'Make the agent'}</Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {!given && <Choice<'persona' | 'leads'> label="What it does" value={sort} options={SORTS} onChange={setSort} />}
        {sort === 'leads' ? <LeadAgentForm id={id} creatorId={creatorId} onBusy={setBusy} onMade={onMade} /> : <PersonaAgentForm id={id} persona={persona ?? null} siteId={siteId ?? OWN_WORLD} onBusy={setBusy} onMade={onMade} />}
      </div>
    </Dialog>
  )
}
