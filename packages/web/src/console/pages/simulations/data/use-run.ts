import type { Simulation, SimulationFeed } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { LiveState } from '../../../../design/LiveMark.tsx'
import { answerOf, refresh } from '../../../data/api.ts'
import { queryClient } from '../../../data/query-client.ts'
import { sessionHeaders } from '../../../data/session.ts'
import { followRun } from './run-stream.ts'
import { simulationFeedPath, simulationPath, simulationStreamPath } from './simulation-addresses.ts'

/** A run as it moves, and what is said in it. Both lie in the cache, so that coming back shows them at once. */
export function useRun(id: string) {
  const run = useQuery(answerOf(simulationPath(id)))
  const feed = useQuery(answerOf(simulationFeedPath(id)))
  const [live, setLive] = useState<LiveState>({ state: 'connecting' })
  useEffect(() => followRun({
    open: (signal) => fetch(simulationStreamPath(id), { credentials: 'same-origin', cache: 'no-store', headers: { accept: 'text/event-stream', ...sessionHeaders() }, signal }),
    now: () => Date.now(),
  }, {
    simulation: (simulation) => {
      const before = queryClient.getQueryData<Simulation>([simulationPath(id)])
      queryClient.setQueryData<Simulation>([simulationPath(id)], simulation)
      // What was measured of it belongs to an earlier moment now.
      if (before !== undefined && before.state !== simulation.state) void refresh(`${simulationPath(id)}/measures`)
    },
    feed: (said) => queryClient.setQueryData<SimulationFeed>([simulationFeedPath(id)], said),
    live: setLive,
  }), [id])
  return { run, feed, live }
}
