/** A few charts beside the feed, where there is room: who acts when, who is heard, how it sounds. The rest has its own tab. */
import type { Simulation } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useSyncExternalStore } from 'react'
import { answerOf } from '../../../data/api.ts'
import { PlotFigure } from '../../../parts/plot/PlotFigure.tsx'
import { useTheme } from '../../../parts/plot/use-theme.ts'
import { measuresPath } from '../data/simulation-addresses.ts'
import { isMoving } from '../data/simulation-words.ts'

const SHOWN: ReadonlySet<string> = new Set(['activity', 'attention', 'sentiment'])
const WORKING_EVERY_MS = 1_000
/** Measuring takes a process of its own: a run that goes on is measured now and then. */
const MOVING_EVERY_MS = 15_000
const WIDE = '(min-width: 1280px)'

export function RunGlance({ run }: { run: Simulation }) {
  // Measuring costs the server something: not for charts that nobody sees.
  const wide = useSyncExternalStore(watchWidth, () => matchMedia(WIDE).matches)
  const theme = useTheme()
  const moving = isMoving(run)
  const { data } = useQuery({
    ...answerOf(measuresPath(run.id, theme), { freshMs: 15_000 }),
    enabled: wide,
    refetchInterval: ({ state }) => (state.data?.state === 'working' ? WORKING_EVERY_MS : moving ? MOVING_EVERY_MS : false),
    placeholderData: (before) => (before?.state === 'ready' ? before : undefined),
  })
  if (!wide || data?.state !== 'ready') return null
  return (
    <aside aria-label="At a glance" className="flex min-w-0 flex-col gap-7">
      {data.plots.filter(({ name }) => SHOWN.has(name)).map((plot) => <PlotFigure key={plot.name} plot={plot} fileName={`${run.id}-${plot.name}`} />)}
      <Link to="/simulations/runs/$simulationId" params={{ simulationId: run.id }} search={{ tab: 'charts' }} className="self-start text-accent hover:underline">All charts</Link>
    </aside>
  )
}

function watchWidth(changed: () => void): () => void {
  const media = matchMedia(WIDE)
  media.addEventListener('change', changed)
  return () => media.removeEventListener('change', changed)
}
