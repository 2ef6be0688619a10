import { useNavigate, useSearch } from '@tanstack/react-router'
import { Pause, Play, Radio } from 'lucide-react'
import { useCallback, useEffect, useRef, useState } from 'react'
import { Button } from '../../../design/Button.tsx'
import { EmptyState } from '../../../design/EmptyState.tsx'
import { ErrorState } from '../../../design/ErrorState.tsx'
import { LiveMark, type LiveState } from '../../../design/LiveMark.tsx'
import { useProjects } from '../../data/queries.ts'
import { useActivity } from '../../live/use-activity.ts'
import { FacetMenu } from '../../parts/FacetMenu.tsx'
import { RowSkeletons } from '../../parts/ListStates.tsx'
import { projectName } from '../../parts/project-name.ts'
import { Page } from '../../parts/Page.tsx'
import { useListKeys } from '../../parts/keyboard.ts'
import { ACTIVITY_KINDS, isTrouble, type ActivityFilters, type ActivityKind } from './activity-filters.ts'
import { ActivityRows } from './ActivityRows.tsx'
import { AgentFilter } from './AgentFilter.tsx'
import { KIND_WORDS } from './kind-words.ts'

export function ActivityPage() {
  const filters = useSearch({ from: '/shell/activity' })
  // Another question is another list: nothing of the old one may linger.
  return <Activity key={`${filters.agentId ?? ''}/${filters.projectId ?? ''}/${filters.kind ?? ''}`} filters={filters} />
}

function Activity({ filters }: { filters: ActivityFilters }) {
  const navigate = useNavigate({ from: '/activity' })
  const projects = useProjects()
  const [paused, setPaused] = useState(false)
  /** Below the top, or with the pointer on a row, nothing may move. */
  const [reading, setReading] = useState(false)
  const hold = paused || reading
  const { list, view } = useActivity({ agentId: filters.agentId, projectId: filters.projectId, kind: filters.kind })
  const scroller = useRef<HTMLDivElement>(null)

  useEffect(() => list.hold(hold), [list, hold])
  // Left paused, it would be found full of what nobody asked to wait.
  useEffect(() => () => list.hold(false), [list])

  const show = useCallback(() => {
    list.showWaiting()
    scroller.current?.scrollTo({ top: 0 })
  }, [list])
  const toggle = () => {
    if (paused) show()
    setPaused(!paused)
  }
  const loadOlder = useCallback(() => void list.loadOlder(), [list])
  useListKeys({ ' ': toggle, Escape: () => void navigate({ search: {} }) })

  const narrow = (patch: Partial<ActivityFilters>) => void navigate({ search: { ...filters, ...patch }, replace: true })
  const { first, older, buffer } = view
  const waiting = filters.show === 'troubles' ? buffer.held.filter(isTrouble).length : buffer.held.length
  const items = filters.show === 'troubles' ? buffer.shown.filter(isTrouble) : buffer.shown
  // The line above every page tells of the connection; this one of the pause, which may outlast it.
  const state: LiveState | null = paused ? { state: 'paused', waiting } : null

  return (
    <Page
      title="Live activity"
      fills
      aside={state !== null && <LiveMark live={state} className="ml-1" />}
      actions={
        <Button size="small" onClick={toggle} aria-pressed={paused} title="Space">
          {paused ? <><Play size={14} aria-hidden />Go on</> : <><Pause size={14} aria-hidden />Pause</>}
        </Button>
      }
      bar={
        <div className="flex shrink-0 gap-2 overflow-x-auto px-4 pb-2 sm:px-6">
          <FacetMenu label="Kind" value={filters.kind} options={ACTIVITY_KINDS.map((kind) => ({ value: kind, label: KIND_WORDS[kind] }))} onPick={(kind) => narrow({ kind: kind as ActivityKind | undefined })} />
          {projects.length > 1 && <FacetMenu label="Project" value={filters.projectId} options={projects.map((project) => ({ value: project.id, label: projectName(project) }))} onPick={(projectId) => narrow({ projectId })} />}
          <AgentFilter agentId={filters.agentId} onPick={(agentId) => narrow({ agentId })} />
          <button
            type="button"
            aria-pressed={filters.show === 'troubles'}
            onClick={() => narrow({ show: filters.show === 'troubles' ? undefined : 'troubles' })}
            className="h-8 shrink-0 rounded-full border border-line-strong px-3 text-13 whitespace-nowrap text-ink-soft hover:bg-sunken aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:font-medium aria-pressed:text-accent"
          >
            Held back or failed
          </button>
        </div>
      }
    >
      {first.state === 'failed' ? <ErrorState title="Activity could not be loaded" cause={first.cause} onRetry={() => list.retry()} />
        : first.state === 'loading' && items.length === 0 ? <RowSkeletons what="activity" rows={14} />
        : items.length === 0 && older.state === 'idle' && older.cursor === null ? <Nothing narrowed={Object.keys(filters).length > 0} onWiden={() => void navigate({ search: {} })} />
        : <ActivityRows items={items} waiting={waiting} older={older} cut={buffer.cut} onOlder={loadOlder} onReading={setReading} onShow={show} scroller={scroller} />}
    </Page>
  )
}

function Nothing({ narrowed, onWiden }: { narrowed: boolean; onWiden(): void }) {
  return narrowed ? (
    <EmptyState icon={<Radio size={22} />} title="Nothing of this kind has happened" action={<Button onClick={onWiden}>Show everything</Button>}>
      It appears here as soon as it does.
    </EmptyState>
  ) : (
    <EmptyState icon={<Radio size={22} />} title="Nothing has happened yet">
      Each time an agent wakes, looks, asks a model or acts, a line appears here. Start some agents to see them.
    </EmptyState>
  )
}
