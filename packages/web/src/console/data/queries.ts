/** Questions that several pages ask. */
import type { AgentState, KillSwitchState, Me, Project, Role, Site } from '@troupe/contract'
import { useQuery } from '@tanstack/react-query'
import { KILL_SWITCH, PLATFORMS, PROJECTS, statusPath } from './addresses.ts'
import { answerOf, ME } from './api.ts'
import { mayActAs } from './session.ts'

const STATUS_EVERY_MS = 5_000
const SWITCH_EVERY_MS = 5_000

/** The shell lets nothing be drawn before this is known. */
export function useMe(): Me | undefined {
  return useQuery(answerOf(ME, { freshMs: 60_000 })).data
}

export function useMay(needed: Role): boolean {
  const me = useMe()
  return me !== undefined && mayActAs(me.role, needed)
}

/** Whether one sees the whole workspace. What is not a creator's own is refused to her login, so it is not asked for. */
export function useWholeWorkspace(): boolean {
  return useMe()?.creator === null
}

/** Whether one may decide over what all workspaces share. */
export function useInstanceOwner(): boolean {
  return useMe()?.instanceOwner === true
}

export function useProjects(): readonly Project[] {
  const enabled = useWholeWorkspace()
  return useQuery({ ...answerOf(PROJECTS, { freshMs: 30_000 }), enabled }).data?.items.filter(({ erasing }) => erasing === null) ?? []
}

/** Undefined until they are known. */
export function useSites(): readonly Site[] | undefined {
  return useQuery(answerOf(PLATFORMS, { freshMs: 10_000 })).data?.items
}

export function useStatus(project?: string) {
  const enabled = useWholeWorkspace()
  return useQuery({ ...answerOf(statusPath(project), { everyMs: STATUS_EVERY_MS }), enabled })
}

export function useKillSwitches() {
  const enabled = useWholeWorkspace()
  return useQuery({ ...answerOf(KILL_SWITCH, { everyMs: SWITCH_EVERY_MS }), enabled })
}

export function switchesOn(items: readonly KillSwitchState[]): KillSwitchState[] {
  return items.filter(({ on }) => on)
}

export function agentsIn(counts: Partial<Record<AgentState, number>>): number {
  return Object.values(counts).reduce((sum, count) => sum + (count ?? 0), 0)
}
