import type { OnboardingJob } from '@troupe/contract'
import { clsx } from 'clsx'
import { Check } from 'lucide-react'
import { JobMark } from '../../parts/engagement/marks.tsx'

const STEPS: readonly { step: OnboardingJob['step']; words: string }[] = [
  { step: 'fetching', words: 'Fetch the profile' },
  { step: 'writing', words: 'Write the sales profile' },
  { step: 'checking', words: 'Check its claims against the source' },
]

/** How far a job has come, as a bar and in its own words. */
export function JobBar({ job, className }: { job: OnboardingJob; className?: string }) {
  const percent = Math.round(job.progress * 100)
  return (
    <div className={clsx('flex min-w-0 items-center gap-3', className)}>
      <JobMark step={job.step} className="shrink-0 text-12" />
      <div role="progressbar" aria-label={job.kind === 'sync' ? 'Sync' : 'Onboarding'} aria-valuenow={percent} aria-valuemin={0} aria-valuemax={100} className="h-1.5 w-24 shrink-0 overflow-hidden rounded-full bg-pressed">
        <div className={clsx('h-full rounded-full', job.step === 'failed' ? 'bg-bad' : 'bg-accent')} style={{ width: `${percent}%` }} />
      </div>
      <span className="min-w-0 truncate text-12 text-ink-soft" title={job.message}>{job.message}</span>
    </div>
  )
}

/** Its steps below each other, done ones ticked. */
export function JobSteps({ job }: { job: OnboardingJob }) {
  const at = STEPS.findIndex(({ step }) => step === job.step)
  const reached = job.step === 'done' ? STEPS.length : job.step === 'failed' ? Math.floor(job.progress * STEPS.length) : at
  return (
    <ol className="flex flex-col gap-2">
      {STEPS.map(({ step, words }, place) => {
        const state = place < reached ? 'done' : place > reached ? 'waiting' : job.step === 'failed' ? 'failed' : 'under way'
        return (
          <li key={step} className="flex items-center gap-2.5">
            <span aria-hidden className={clsx('grid size-5 shrink-0 place-items-center rounded-full text-12', state === 'done' ? 'bg-good-soft text-good' : state === 'failed' ? 'bg-bad-soft text-bad' : state === 'under way' ? 'bg-accent-soft text-accent' : 'bg-sunken text-ink-faint')}>
              {state === 'done' ? <Check size={12} /> : place + 1}
            </span>
            <span className={state === 'waiting' ? 'text-ink-faint' : ''}>{words}</span>
            <span className="ml-auto text-12 text-ink-faint">{state === 'waiting' ? '' : state}</span>
          </li>
        )
      })}
    </ol>
  )
}
