/** Where a run is: its own clock, how fast, how far, what it costs this machine, and what has come of it. */
import type { Simulation } from '@troupe/contract'
import type { ReactNode } from 'react'
import { formatDuration, formatShare, formatWhole } from '../../../../design/number-format.ts'
import { Note } from '../../../parts/Note.tsx'
import { hoursAt, longWords, momentWords, remainingMs, shareDone, speedWords } from '../data/simulation-words.ts'
import { RunBar } from '../RunBar.tsx'
import { hoursWords } from '../tree/branch-lanes.ts'

export function RunClock({ run }: { run: Simulation }) {
  const { counts } = run
  const left = remainingMs(run)
  const speed = speedWords(run)
  return (
    <div className="mb-5 flex flex-col gap-3">
      {run.state === 'failed' && <Note tone="bad">{run.message ?? 'It failed, and said not why.'} What it had reached is kept.</Note>}
      {run.state === 'stopped' && run.message !== null && <Note tone="wait">{run.message}</Note>}
      <div className="flex flex-wrap items-end gap-x-8 gap-y-3">
        <div className="min-w-44">
          <p className="tabular text-20 font-semibold"><time dateTime={run.now}>{momentWords(run.now)}</time> <span className="text-12 font-normal text-ink-faint">UTC</span></p>
          <p className="tabular text-12 text-ink-faint">{hoursWords(Math.floor(hoursAt(run, run.now) * 10) / 10)} of {longWords(run)} simulated</p>
        </div>
        <dl className="tabular grid w-full grid-cols-3 gap-x-4 gap-y-2 sm:flex sm:w-auto sm:flex-1 sm:flex-wrap sm:gap-x-7">
          {run.state === 'running' && <Figure name="Remaining" value={left === null ? '…' : formatDuration(Math.ceil(left / 1000) * 1000)} />}
          {run.state === 'queued' && <Figure name="In the queue" value={run.place === null ? '…' : `${run.place}.`} />}
          <Figure name="Acts a second" value={run.actsPerSecond > 0 ? formatWhole(run.actsPerSecond) : '–'} />
          <Figure name="Took" value={run.seconds > 0 ? formatDuration(run.seconds < 60 ? run.seconds * 1000 : Math.round(run.seconds) * 1000) : '–'} title={speed ?? undefined} />
          <Figure name="Memory" value={run.rssBytes > 0 ? `${formatWhole(run.rssBytes / 1e6)} MB` : '–'} />
          <Figure name="People" value={counts === null ? '–' : formatWhole(counts.members)} />
          <Figure name="Posts" value={counts === null ? '–' : formatWhole(counts.posts)} />
          <Figure name="Comments" value={counts === null ? '–' : formatWhole(counts.comments)} />
          <Figure name="Likes" value={counts === null ? '–' : formatWhole(counts.likes)} />
          <Figure name="Follows" value={counts === null ? '–' : formatWhole(counts.follows)} />
        </dl>
      </div>
      {run.state !== 'done' && (
        <div className="flex items-center gap-3">
          <RunBar run={run} className="flex-1" />
          <span className="tabular w-10 text-right text-12 text-ink-faint">{formatShare(shareDone(run))}</span>
        </div>
      )}
    </div>
  )
}

function Figure({ name, value, title }: { name: string; value: ReactNode; title?: string | undefined }) {
  return (
    <div title={title}>
      <dt className="text-12 text-ink-faint">{name}</dt>
      <dd className="text-14 font-medium">{value}</dd>
    </div>
  )
}
