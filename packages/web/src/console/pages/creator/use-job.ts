/** An onboarding or a sync, as far as it has come: what the API said, and what its stream says since. */
import type { OnboardingJob } from '@troupe/contract'
import { useEffect, useState } from 'react'
import { refresh } from '../../data/api.ts'
import { CREATORS, onboardingStream } from '../../data/engagement-addresses.ts'
import { followAnswer } from '../../live/follow-answer.ts'
import { useLatest } from '../../parts/use-latest.ts'

export function isUnderWay({ step }: Pick<OnboardingJob, 'step'>): boolean {
  return step !== 'done' && step !== 'failed'
}

/** `onEnd` is called once with the job as it ended, if it was under way when it was first seen here. */
export function useJob(given: OnboardingJob | null, onEnd?: (job: OnboardingJob) => void): OnboardingJob | null {
  const [told, setTold] = useState<OnboardingJob | null>(null)
  const ended = useLatest(onEnd)
  const newest = told !== null && told.id === given?.id && isUnderWay(given) ? told : given
  const followed = given !== null && isUnderWay(given) ? given.id : null
  useEffect(() => {
    if (followed === null) return
    const gone = new AbortController()
    void followAnswer<OnboardingJob>(onboardingStream(followed), 'job', {
      tell: (job) => {
        setTold(job)
        if (isUnderWay(job)) return false
        void refresh(CREATORS).then(() => ended.current?.(job))
        return true
      },
      gone: () => void refresh(CREATORS),
    }, gone.signal)
    return () => gone.abort()
  }, [followed, ended])
  return newest
}
