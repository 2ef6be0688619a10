import type { Simulation } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { Link } from '@tanstack/react-router'
import { ArrowUpRight } from 'lucide-react'
import { Button, buttonClass } from '../../../../design/Button.tsx'
import { formatShare, formatWhole } from '../../../../design/number-format.ts'
import { publicWorld } from '../../../data/addresses.ts'
import { answerOf, causeOf, refresh, send } from '../../../data/api.ts'
import { Dialog } from '../../../parts/Dialog.tsx'
import { Field, Switch, TextInput } from '../../../parts/fields.tsx'
import { Note } from '../../../parts/Note.tsx'
import { publicationPath, SIMULATIONS } from '../data/simulation-addresses.ts'

const EVERY_MS = 600

/** Its world as a project that stands still, to be browsed in the console and, where one wants, on the public site. */
export function PublishDialog({ run, onClose }: { run: Simulation; onClose(): void }) {
  const [name, setName] = useState(run.name)
  const [open, setOpen] = useState(false)
  const [cause, setCause] = useState<string | null>(null)
  const [asking, setAsking] = useState(false)
  const { data: publication } = useQuery({ ...answerOf(publicationPath(run.id)), refetchInterval: ({ state }) => (state.data?.state === 'working' ? EVERY_MS : false) })
  const working = publication?.state === 'working'
  const ready = publication?.state === 'ready'
  useEffect(() => {
    if (ready) void refresh(`${SIMULATIONS}/${run.id}`, '/api/projects')
  }, [ready, run.id])
  async function publish(): Promise<void> {
    setAsking(true)
    setCause(null)
    try {
      await send('POST', publicationPath(run.id), { name: name.trim(), public: open })
      await refresh(publicationPath(run.id))
    } catch (error) {
      setCause(causeOf(error))
    } finally {
      setAsking(false)
    }
  }
  return (
    <Dialog
      open
      onOpenChange={(shown) => !shown && onClose()}
      title={ready ? 'Published' : `Publish the world of ${run.name}`}
      description={ready ? undefined : `Its ${formatWhole(run.counts?.members ?? 0)} people and ${formatWhole(run.counts?.posts ?? 0)} posts become a project that stands still, said to be simulated on every page. The run itself stays as it is.`}
      actions={ready ? (
        <>
          <Link to="/projects/$projectId" params={{ projectId: publication.projectId }} className={buttonClass('plain')}>Its project</Link>
          {open && <a href={publicWorld(publication.worldId)} className={buttonClass('primary')}>Browse it<ArrowUpRight size={14} aria-hidden /></a>}
        </>
      ) : (
        <>
          <Button onClick={onClose}>{working ? 'Close' : 'Cancel'}</Button>
          <Button variant="primary" disabled={asking || working || name.trim() === ''} onClick={() => void publish()}>{working || asking ? 'Publishing…' : 'Publish'}</Button>
        </>
      )}
    >
      {ready ? <p className="text-ink-soft">Its project has its posts, people and traces. Delete the project to take it away again.</p> : (
        <div className="flex flex-col gap-4">
          <Field label="Name" fault={name.trim() === '' ? 'Fill this in.' : null}><TextInput maxLength={80} value={name} onChange={({ target }) => setName(target.value)} /></Field>
          <label className="flex items-center justify-between gap-3">Public: everybody may read it<Switch label="Public" checked={open} onChange={setOpen} /></label>
          {working && <p role="status" className="tabular text-ink-soft">Bringing it into the database: {formatShare(publication.share)}. It goes on when you close this.</p>}
          {publication?.state === 'failed' && <Note tone="bad">{publication.message}</Note>}
          {cause !== null && <Note tone="bad">{cause}</Note>}
        </div>
      )}
    </Dialog>
  )
}
