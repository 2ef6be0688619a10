/**
 * One clock for a page, which stands still where its world does. The first value comes from the server, so that what hydrates equals what was rendered;
 * after that it ticks, and every relative time moves together.
 */
import { createContext, useContext, useEffect, useState, type ReactNode } from 'react'

const TICK_MS = 20_000

interface Clock {
  nowMs: number
  /** False on the server and in the first render: the reader's time zone isn't known yet. */
  local: boolean
}

const ClockContext = createContext<Clock | null>(null)

/** `standsAtMs`: the last moment of a world whose time is over. Its times are told as they were, in UTC. */
export function NowProvider({ initialMs, standsAtMs = null, children }: { initialMs: number; standsAtMs?: number | null; children: ReactNode }) {
  const [clock, setClock] = useState<Clock>({ nowMs: standsAtMs ?? initialMs, local: false })
  useEffect(() => {
    if (standsAtMs !== null) return undefined
    const tick = () => setClock({ nowMs: Date.now(), local: true })
    tick()
    const timer = setInterval(tick, TICK_MS)
    return () => clearInterval(timer)
  }, [standsAtMs])
  return <ClockContext value={clock}>{children}</ClockContext>
}

export function useClock(): Clock {
  const clock = useContext(ClockContext)
  if (clock === null) throw new Error('a relative time needs a NowProvider above it')
  return clock
}
