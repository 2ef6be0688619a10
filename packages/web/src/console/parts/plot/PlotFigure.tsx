/** One plot: its answer as a heading, the drawing, what was looked at below, and three ways to take it away. */
import type { ECharts } from 'echarts/core'
import { Download } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { toast } from 'sonner'
import { Skeleton } from '../../../design/Skeleton.tsx'
import { causeOf } from '../../data/api.ts'
import { Menu, MenuItem } from '../Menu.tsx'
import { pageOption } from './page-option.ts'
import { partsOf, type Plot } from './plot.ts'
import { savePlot } from './save-plot.ts'

const HEIGHT_PX = 284
/** Where each row has a name, each needs its line. */
const ROW_PX = 30
const ROUND_PX = 90

export function PlotFigure({ plot, fileName }: { plot: Plot; fileName: string }) {
  const save = (as: 'png' | 'svg' | 'csv') => void savePlot(as, plot, fileName).catch((error: unknown) => toast.error(`The chart could not be saved. ${causeOf(error)}`))
  return (
    <figure className="flex min-w-0 flex-col">
      <figcaption className="mb-2 flex min-h-10 items-start justify-between gap-2">
        <h3 className="text-14 font-semibold text-balance">{unbroken(plot.title)}</h3>
        <Menu
          trigger={<button type="button" aria-label={`Save the chart “${plot.title}”`} title="Save the chart" className="-mt-1 grid size-7 shrink-0 place-items-center rounded-full text-ink-faint hover:bg-sunken hover:text-ink"><Download size={15} aria-hidden /></button>}
        >
          <MenuItem onSelect={() => save('png')}>Picture (PNG)</MenuItem>
          <MenuItem onSelect={() => save('svg')}>Drawing (SVG)</MenuItem>
          <MenuItem onSelect={() => save('csv')}>Table (CSV)</MenuItem>
        </Menu>
      </figcaption>
      <Drawing plot={plot} />
      {plot.subtitle !== '' && <p className="mt-1 text-12 text-pretty text-ink-faint">{unbroken(plot.subtitle)}</p>}
    </figure>
  )
}

/** A number and its sign stay on one line. */
function unbroken(words: string): string {
  return words.replaceAll(/(\d) %/g, '$1\u202f%')
}

function Drawing({ plot }: { plot: Plot }) {
  const frame = useRef<HTMLDivElement>(null)
  const chart = useRef<ECharts>(null)
  const [open, setOpen] = useState(false)
  const rows = partsOf(plot).yAxis
  const height = rows.type === 'category' ? ROUND_PX + (rows.data?.length ?? 0) * ROW_PX : HEIGHT_PX

  useEffect(() => {
    let gone = false
    void import('./draw-plot.ts').then(({ openChart }) => {
      if (gone || frame.current === null) return
      chart.current = openChart(frame.current)
      setOpen(true)
    })
    return () => {
      gone = true
      chart.current?.dispose()
      chart.current = null
    }
  }, [])

  useEffect(() => {
    const element = frame.current
    if (!open || element === null) return undefined
    const draw = () => {
      const width = element.clientWidth
      if (width === 0) return
      chart.current?.resize({ width, height })
      chart.current?.setOption(pageOption(plot, width), { notMerge: true })
    }
    draw()
    const observer = new ResizeObserver(draw)
    observer.observe(element)
    return () => observer.disconnect()
  }, [open, plot, height])

  return (
    <div className="relative" style={{ height }}>
      <div ref={frame} role="img" aria-label={`${plot.title}. ${plot.subtitle}`} className="h-full" />
      {!open && <Skeleton className="absolute inset-0" />}
    </div>
  )
}
