/** One run: how far it is, what it made, or why it made nothing. */
import type { MadeImage, WorkflowRun } from '@troupe/contract'
import { CircleCheck, CircleX, Clock3, Download, Hourglass, LoaderCircle, Square } from 'lucide-react'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '../../../design/Button.tsx'
import { exactTime } from '../../../design/relative-time.ts'
import { imageFilePath, runPath } from '../../data/addresses.ts'
import { causeOf, refresh, send } from '../../data/api.ts'
import { Ago } from '../../parts/Ago.tsx'
import { Fold } from '../../parts/Fold.tsx'
import { Note } from '../../parts/Note.tsx'
import { Facts } from '../../parts/Page.tsx'
import { saveFile } from '../../parts/save-chart.ts'
import { imageFile, WorkspaceImage } from './WorkspaceImage.tsx'
import { isOpen, useLiveRun } from './use-live-run.ts'

const STATES: Readonly<Record<WorkflowRun['state'], { words: string; Icon: typeof Clock3; tone: string }>> = {
  waiting: { words: 'waiting its turn', Icon: Clock3, tone: 'text-wait' },
  running: { words: 'under way', Icon: LoaderCircle, tone: 'text-accent motion-safe:animate-spin' },
  done: { words: 'done', Icon: CircleCheck, tone: 'text-good' },
  refused: { words: 'refused', Icon: Hourglass, tone: 'text-wait' },
  failed: { words: 'failed', Icon: CircleX, tone: 'text-bad' },
  stopped: { words: 'stopped', Icon: Square, tone: 'text-ink-faint' },
}
const MICROS = 1_000_000

export function RunLine({ run, operator }: { run: WorkflowRun; operator: boolean }) {
  useLiveRun(run)
  const placeholder = run.state === 'done' && run.message !== null
  const { words, Icon, tone } = placeholder ? { words: 'placeholder made', Icon: CircleX, tone: 'text-wait' } : STATES[run.state]
  const { done, of, name } = run.progress
  const stop = () => send('POST', `${runPath(run.id)}/stop`).then(() => refresh('/api/workflows'), (error: unknown) => toast.error(causeOf(error)))
  return (
    <li data-run={run.state} className="border-t border-line py-3">
      <div className="flex min-h-7 flex-wrap items-center gap-x-2.5 gap-y-1">
        <Icon aria-hidden size={15} className={`shrink-0 ${tone}`} />
        <span className="font-medium">{words}</span>
        <span className="text-12 text-ink-faint"><Ago instant={run.createdAt} /> by {run.by}</span>
        {run.costMicros > 0 && <span className="tabular text-12 text-ink-faint">{(run.costMicros / MICROS).toFixed(2)} USD</span>}
        {isOpen(run) && operator && <Button size="small" className="ml-auto" onClick={() => void stop()}>Stop</Button>}
      </div>
      {isOpen(run) && (
        <div role="status" className="mt-1.5 flex items-center gap-3 text-12 text-ink-soft">
          <progress aria-label="Steps done" max={of} value={done} className="h-1.5 w-40 accent-accent" />
          <span className="tabular">{done} of {of} steps{name === null ? '' : `, ${name}`}</span>
        </div>
      )}
      {run.message !== null && <Note tone={run.state === 'failed' ? 'bad' : 'wait'} className="mt-2">{run.message}{run.until !== null && <> Try again after <time dateTime={run.until}>{exactTime(run.until)}</time>.</>}</Note>}
      {run.images.length > 0 && <ul className="mt-2 flex flex-col gap-4">{run.images.map((image) => <MadeLine key={image.id} image={image} seed={run.seed} />)}</ul>}
    </li>
  )
}

function MadeLine({ image, seed }: { image: MadeImage; seed: string }) {
  const { id, width, height, format, bytes, description, provenance, placeholder } = image
  const [busy, setBusy] = useState(false)
  async function download() {
    setBusy(true)
    try {
      saveFile(await imageFile(imageFilePath(id)), `image-${id.slice(-12)}.${format}`)
    } catch (error) {
      toast.error(causeOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <li>
      <WorkspaceImage id={id} width={640} alt={description.alt} className="max-h-72 min-h-24 w-full rounded-medium bg-sunken object-contain" />
      <div className="mt-1.5 flex items-start gap-3">
        <p className="min-w-0 flex-1 text-13 text-pretty text-ink-soft">{description.alt}</p>
        <Button size="small" disabled={busy} onClick={() => void download()}><Download size={14} aria-hidden />Download</Button>
      </div>
      <Fold label="Where it comes from">
        <Facts
          className="mt-1"
          facts={[
            ['Made by', provenance.generator ?? 'unknown'], ['Label in the file', provenance.digitalSourceType?.split('/').at(-1) ?? 'none'], ['Operator', provenance.operator ?? 'not named'],
            ['File', `${width} × ${height}, ${format}, ${Math.max(1, Math.round(bytes / 1024))} KB`], ['Seed', <code key="seed" className="font-mono text-12 break-all">{seed}</code>],
            ...(placeholder === null ? [] : [['Stands in because', placeholder] as const]),
          ]}
        />
      </Fold>
    </li>
  )
}
