import type { Creator } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { counted } from '../../../design/number-format.ts'
import { answerOf, causeOf, refresh, send } from '../../data/api.ts'
import { AGENT_KINDS, CREATORS, deployAgentPath } from '../../data/engagement-addresses.ts'
import { Dialog } from '../../parts/Dialog.tsx'
import { Switch } from '../../parts/fields.tsx'
import { Answer } from '../../parts/ListStates.tsx'
import { Note } from '../../parts/Note.tsx'

/** Which of the shipped agents, and of the instance's own, are to write to this creator's leads. `taken`: those that do already. */
export function DeployDialog({ creator, taken, onClose }: { creator: Creator; taken: readonly string[]; onClose(): void }) {
  const kinds = useQuery(answerOf(AGENT_KINDS, { freshMs: 60_000 }))
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [start, setStart] = useState(true)
  const [busy, setBusy] = useState(false)
  const [cause, setCause] = useState<string | null>(null)
  async function deploy(): Promise<void> {
    setBusy(true)
    setCause(null)
    const done: string[] = []
    try {
      // One after the other: where one is refused, those before it are there, and the rest stays chosen.
      for (const kind of chosen) {
        await send('POST', deployAgentPath(creator.id), { kind, start })
        done.push(kind)
      }
      toast.success(`Deployed ${counted(done.length, 'agent', 'agents')}${start ? ', and started' : '; start them when you are ready'}.`)
      onClose()
    } catch (error) {
      setChosen((before) => new Set([...before].filter((kind) => !done.includes(kind))))
      setCause(`${done.length === 0 ? '' : `${counted(done.length, 'agent is', 'agents are')} deployed. `}${causeOf(error)}`)
    } finally {
      setBusy(false)
      void refresh('/api/agents', '/api/onboarding', CREATORS)
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      shape="side"
      title={`Deploy agents for ${creator.name}`}
      description="Each speaks from the sales profile. What they plan passes the rules before anything is sent."
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" disabled={busy || chosen.size === 0} onClick={() => void deploy()}>{busy ? 'Deploying…' : chosen.size === 0 ? 'Deploy' : `Deploy ${counted(chosen.size, 'agent', 'agents')}`}</Button>
        </>
      }
    >
      {creator.profile === null && <Note tone="wait" className="mb-3">There is no sales profile yet, so they would have little to say. Sync first, or write one.</Note>}
      <Answer query={kinds} what="the kinds of agents">
        {({ items }) => (
          <ul className="flex flex-col gap-1.5">
            {items.filter(({ brain }) => brain === 'rules').map(({ name, title, description, triggers, shipped }) => {
              const there = taken.includes(name)
              return (
                <li key={name}>
                  <label className="flex cursor-pointer items-start gap-2.5 rounded-medium border border-line px-3 py-2 hover:bg-sunken has-checked:border-accent has-checked:bg-accent-soft has-disabled:cursor-default has-disabled:opacity-60">
                    <input
                      type="checkbox"
                      checked={there || chosen.has(name)}
                      disabled={there}
                      onChange={() => setChosen((before) => before.has(name) ? new Set([...before].filter((each) => each !== name)) : new Set([...before, name]))}
                      className="mt-0.5 size-4 shrink-0 accent-accent"
                    />
                    <span className="min-w-0">
                      <span className="block text-13 font-medium">{title}{there && <span className="font-normal text-ink-faint"> – already there</span>}{!shipped && <span className="font-normal text-ink-faint"> – this instance’s own</span>}</span>
                      <span className="block text-12 text-ink-soft">{description}</span>
                      <span className="block text-12 text-ink-faint">{triggers.length === 0 ? 'woken by hand' : `wakes at ${triggers.map(({ eventType }) => eventType === '*' ? 'any event' : eventType).join(', ')}`}</span>
                    </span>
                  </label>
                </li>
              )
            })}
          </ul>
        )}
      </Answer>
      <label className="mt-4 flex items-center justify-between gap-3"><span className="font-medium">Start them at once</span><Switch label="Start them at once" checked={start} onChange={setStart} /></label>
      {cause !== null && <Note tone="bad" className="mt-3">{cause}</Note>}
    </Dialog>
  )
}
