import type { FleetAgent } from '@troupe/contract'
import { useEffect, useState } from 'react'
import { fleetPath } from '../../data/addresses.ts'
import { read } from '../../data/api.ts'
import { useLatest } from '../../parts/use-latest.ts'

const EVERY_MS = 4_000
/** The API answers for so many at once; no screen shows more. */
const IDS_MOST = 100

/**
 * Agents in sight as they are now. To read a list of thousands again every few seconds would be a page a hundred; these are
 * one question. A list that was read anew outranks what was known of its agents before.
 */
export function useRenewed(listed: readonly FleetAgent[], inSight: readonly string[], zone: string | null): ReadonlyMap<string, FleetAgent> {
  const [renewed, setRenewed] = useState<{ of: readonly FleetAgent[]; agents: ReadonlyMap<string, FleetAgent> }>({ of: listed, agents: new Map() })
  const latest = useLatest({ listed, inSight, zone })
  useEffect(() => {
    const stopping = new AbortController()
    const renew = async () => {
      const { listed: of, inSight: ids, zone: by } = latest.current
      if (ids.length === 0 || document.hidden) return
      const { items } = await read(fleetPath({ ids: ids.slice(0, IDS_MOST).join(), zone: by ?? undefined }), stopping.signal)
      if (!stopping.signal.aborted && latest.current.listed === of) setRenewed({ of, agents: new Map(items.map((agent) => [agent.id, agent])) })
    }
    // When it fails, the mark of the stream says so; the next one asks again.
    const timer = setInterval(() => void renew().catch(() => undefined), EVERY_MS)
    return () => {
      stopping.abort()
      clearInterval(timer)
    }
  }, [latest])
  return renewed.of === listed ? renewed.agents : NOTHING
}

const NOTHING: ReadonlyMap<string, FleetAgent> = new Map()
