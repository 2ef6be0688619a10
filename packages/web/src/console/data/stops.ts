/** What stands still by the kill switch. A switch stops who would wake by themselves; all others stand still anyway. */
import type { AgentState, KillSwitchState, Project, Status } from '@troupe/contract'
import { useQueries } from '@tanstack/react-query'
import { statusPath } from './addresses.ts'
import { answerOf } from './api.ts'
import { useKillSwitches, useProjects } from './queries.ts'

const STATUS_EVERY_MS = 5_000
/** States that a switch makes stand still. */
const LIVELY: ReadonlySet<AgentState> = new Set(['idle', 'busy', 'asleep'])

export function isLively(state: AgentState): boolean {
  return LIVELY.has(state)
}

export function livelyIn(counts: Partial<Record<AgentState, number>>): number {
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
export function useStandingStill(status: Status, project: string | undefined): Partial<Record<AgentState, number>> {
  const switches = useKillSwitches().data?.items ?? []
  const projects = useProjects()
  const stopped = stoppedAmong(switches, project === undefined ? projects : [{ id: project }])
  const each = useQueries({ queries: (stopped === 'all' ? [] : stopped).map((id) => answerOf(statusPath(id), { everyMs: STATUS_EVERY_MS })) })
  const counts: Partial<Record<AgentState, number>> = {}
  for (const agents of stopped === 'all' ? [status.agents] : each.flatMap(({ data }) => data?.agents ?? [])) {
    for (const state of LIVELY) counts[state] = (counts[state] ?? 0) + (agents[state] ?? 0)
  }
  return counts
}
