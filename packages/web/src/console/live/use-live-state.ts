import { useEffect, useState } from 'react'
import type { LiveState } from '../../design/LiveMark.tsx'
import { useConnection } from './the-stream.ts'

/** The connection's state with the age of the data, counted on while it is down. */
export function useLiveState(): LiveState {
  const connection = useConnection()
  const [nowMs, setNowMs] = useState(() => Date.now())
  const down = connection.state === 'reconnecting'
  useEffect(() => {
    if (!down) return
    const timer = setInterval(() => setNowMs(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [down])
  return down ? { state: 'reconnecting', ageMs: Math.max(0, nowMs - connection.heardAtMs) } : connection
}
