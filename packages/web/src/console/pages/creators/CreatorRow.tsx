import type { Creator } from '@troupe/contract'
import { Link } from '@tanstack/react-router'
import { clsx } from 'clsx'
import { CircleX, Hand } from 'lucide-react'
import { Avatar } from '../../../design/Avatar.tsx'
import { counted } from '../../../design/number-format.ts'
import { Ago } from '../../parts/Ago.tsx'
import { CURRENT_ROW } from '../../parts/RowList.tsx'
import { JobBar } from '../creator/JobProgress.tsx'
import { isUnderWay } from '../creator/use-job.ts'

export function CreatorRow({ creator, current, narrow }: { creator: Creator; current: boolean; narrow: boolean }) {
  const { id, name, username, sample, job, counts, profile, syncedAt } = creator
  const failed = creator.state === 'failed'
  const under = job !== null && (isUnderWay(job) || job.step === 'failed')
  const numbers = (
    <>
      <Number>{counted(counts.leads, 'lead', 'leads')}</Number>
      <Number>{counts.agents === 0 ? 'no agents' : `${counts.agentsRunning} of ${counted(counts.agents, 'agent', 'agents')} running`}</Number>
      <Number>{counted(counts.products, 'product', 'products')}</Number>
    </>
  )
  return (
    <Link
      to="/creators/$creatorId"
      params={{ creatorId: id }}
      className={clsx('flex h-full items-center gap-3 border-b border-line px-4 -outline-offset-2 hover:bg-sunken sm:px-6', current && CURRENT_ROW)}
    >
      {failed ? <span aria-hidden className="grid size-8 shrink-0 place-items-center rounded-full bg-bad-soft text-bad"><CircleX size={16} /></span> : <Avatar name={name} src={null} size={32} decorative />}
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2">
          <span className={clsx('truncate font-medium', failed && 'text-ink-soft')}>{name}</span>
          {name !== username && <span className="truncate text-12 text-ink-faint">@{username}</span>}
          {sample && <span title="Made up, for trying things out" className="shrink-0 rounded-full border border-line-strong px-1.5 text-[11px] leading-4 text-ink-faint">sample</span>}
          {counts.waitingApprovals > 0 && <span className="inline-flex shrink-0 items-center gap-1 text-12 text-wait"><Hand size={12} aria-hidden />{counted(counts.waitingApprovals, 'waits for a yes', 'wait for a yes')}</span>}
        </span>
        {failed ? <span title={job?.message} className="block truncate text-12 text-bad">Onboarding failed: {job?.message}</span> : under ? <JobBar job={job} className="mt-0.5" /> : (
          <span className="block truncate text-12 text-ink-faint">
            {profile === null ? 'no sales profile yet' : profile.summary === '' ? 'an empty sales profile' : profile.summary}
          </span>
        )}
        {narrow && !failed && <span className="mt-0.5 flex gap-3 text-12 text-ink-faint">{numbers}</span>}
      </span>
      {failed ? <span className="shrink-0 text-13 font-medium text-accent">Try again…</span> : !narrow && <span className="flex shrink-0 items-center gap-6 text-13 text-ink-soft">{numbers}<span className="hidden w-28 text-right text-12 text-ink-faint lg:block">{syncedAt === null ? 'never synced' : <>synced <Ago instant={syncedAt} /></>}</span></span>}
    </Link>
  )
}

function Number({ children }: { children: string }) {
  return <span className="tabular whitespace-nowrap">{children}</span>
}
