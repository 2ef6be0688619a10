/** What stands still by the kill switch. A switch stops who would wake by themselves; all others stand still anyway. */
import type { AgentState, KillSwitchState, Project, Status } from '@troupe/contract'
import { useQueries } from '@tanstack/react-query'
import { statusPath } from './addresses.ts'
import { answerOf } from './api.ts'
import { useKillSwitches, useProjects, useStatus } from './queries.ts'

type Counts = Partial<Record<AgentState, number>>

const STATUS_EVERY_MS = 5_000
/** States that a switch makes stand still. */
const LIVELY: ReadonlySet<AgentState> = new Set(['idle', 'busy', 'asleep'])

export function isLively(state: AgentState): boolean {
  return LIVELY.has(state)
}

export function livelyIn(counts: Counts): number {
  return [...LIVELY].reduce((sum, state) => sum + (counts[state] ?? 0), 0)
}

/** The switch that stops a project: the instance's before its own. */
export function stopOf(switches: readonly KillSwitchState[], projectId: string): KillSwitchState | null {
  const on = switches.filter((each) => each.on)
  return on.find(({ scope }) => scope === 'instance') ?? on.find(({ scope }) => scope !== 'instance' && scope.projectId === projectId) ?? null
}

export function useStop(projectId: string): KillSwitchState | null {
  return stopOf(useKillSwitches().data?.items ?? [], projectId)
}

/** Of these projects, those that stand still; `'all'` when none of them moves. */
export function stoppedAmong(switches: readonly KillSwitchState[], projects: readonly Pick<Project, 'id'>[]): 'all' | readonly string[] {
  if (switches.some(({ on, scope }) => on && scope === 'instance')) return 'all'
  const stopped = projects.filter(({ id }) => stopOf(switches, id) !== null).map(({ id }) => id)
  return stopped.length > 0 && stopped.length === projects.length ? 'all' : stopped
}

/** How many agents of each state stand still by a switch, of one project or of all. */
export function useStandingStill(status: Status, project: string | undefined): Counts {
  const stopped = useStopped(project)
  return livelySum(stopped === 'all' ? [status.agents] : stopped.flatMap((counts) => counts ?? []))
}

/** How many of each state a switch would stop now, as they do not stand still yet; null until that is known. */
export function useMoving(project: string | undefined): Counts | null {
  const { data: status } = useStatus(project)
  const stopped = useStopped(project)
  if (status === undefined) return null
  if (stopped === 'all') return {}
  const counted = stopped.filter((counts) => counts !== undefined)
  return counted.length < stopped.length ? null : movingOf(status.agents, livelySum(counted))
}

export function movingOf(counts: Counts, still: Counts): Counts {
  // Both are counted at moments of their own.
  return Object.fromEntries([...LIVELY].map((state) => [state, Math.max(0, (counts[state] ?? 0) - (still[state] ?? 0))]))
}

/** Of each project that stands still the counts, as far as they are known; `'all'` when all of it does. */
function useStopped(project: string | undefined): 'all' | readonly (Counts | undefined)[] {
  const switches = useKillSwitches().data?.items ?? []
  const projects = useProjects()
  const stopped = stoppedAmong(switches, project === undefined ? projects : [{ id: project }])
  const each = useQueries({ queries: (stopped === 'all' ? [] : stopped).map((id) => answerOf(statusPath(id), { everyMs: STATUS_EVERY_MS })) })
  return stopped === 'all' ? 'all' : each.map(({ data }) => data?.agents)
}

function livelySum(all: readonly Counts[]): Counts {
  return Object.fromEntries([...LIVELY].map((state) => [state, all.reduce((sum, counts) => sum + (counts[state] ?? 0), 0)]))
}
