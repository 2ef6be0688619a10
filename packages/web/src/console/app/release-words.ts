/** What releasing the kill switch would set going, by how the projects it stops wake. */
import type { KillSwitchState, Project, Wake } from '@troupe/contract'

type Waking = Pick<Project, 'id' | 'name' | 'wake'>
const RHYTHM = 'each agent wakes when its own rhythm next says, not all at once'

/** Whole sentences; without a project to speak of, none but the first. */
export function releaseConsequence(scope: KillSwitchState['scope'], projects: readonly Waking[]): string[] {
  const released = scope === 'instance' ? projects : projects.filter(({ id }) => id === scope.projectId)
  const lead = 'Agents that ran before go on; what is paused or stopped stays so.'
  const [first, ...others] = released
  if (first === undefined) return [lead]
  if (others.every(({ wake }) => sameWake(wake, first.wake))) return [lead, `${capital(wakeAfter(first.wake))}.`]
  return [lead, ...released.map(({ name, wake }) => `${name}: ${wakeAfter(wake)}.`)]
}

/** "each agent wakes …" or "all agents wake together …", from the moment of the release on. */
function wakeAfter(wake: Wake): string {
  if (wake.kind === 'rhythm') return RHYTHM
  return `all agents wake together at the next ${wake.minutes === 1 ? 'full minute, and every minute' : `turn of the cycle, within ${wake.minutes} minutes, and every ${wake.minutes} minutes`} after that`
}

function sameWake(one: Wake, other: Wake): boolean {
  return one.kind === 'cycle' && other.kind === 'cycle' ? one.minutes === other.minutes : one.kind === other.kind
}

function capital(text: string): string {
  return text[0]!.toUpperCase() + text.slice(1)
}
