import type { Site } from '@troupe/contract'
import { useEffect, useState } from 'react'
import { part } from '../../../../api/path.ts'
import { causeOf, refresh, send } from '../../../data/api.ts'

/** The API looks at one site at most once a minute. */
const WAIT_SECONDS = 60

export interface Check {
  busy: boolean
  /** Seconds until the API would look again. */
  waitSeconds: number
  /** Why there is no answer. */
  failure: string | null
  /** The site as it stands then; null where there is no answer. */
  run(): Promise<Site | null>
}

/** A look at a site, on demand; what it found comes with the site itself. */
export function useCheck(siteId: string): Check {
  const [busy, setBusy] = useState(false)
  const [waitSeconds, setWaitSeconds] = useState(0)
  const [failure, setFailure] = useState<string | null>(null)
  const waiting = waitSeconds > 0
  useEffect(() => {
    if (!waiting) return undefined
    const timer = setInterval(() => setWaitSeconds((left) => Math.max(0, left - 1)), 1_000)
    return () => clearInterval(timer)
  }, [waiting])
  async function run(): Promise<Site | null> {
    let checked: Site | null = null
    setBusy(true)
    setFailure(null)
    try {
      checked = await send<Site>('POST', `/api/platforms/${part(siteId)}/check`)
      setWaitSeconds(WAIT_SECONDS)
    } catch (error) {
      setFailure(causeOf(error))
    } finally {
      setBusy(false)
    }
    await refresh('/api/platforms')
    return checked
  }
  return { busy, waitSeconds, failure, run }
}
