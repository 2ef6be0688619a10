/** What the kill switch would do, in numbers. */
import type { AgentState, KillSwitchState, Project } from '@troupe/contract'
import { counted } from '../../design/number-format.ts'
import { livelyIn } from '../data/stops.ts'

/** `counts`: of those who do not stand still already. */
export function killConsequence(counts: Partial<Record<AgentState, number>>, place: '' | ' in this project'): string[] {
  const moving = livelyIn(counts)
  const busy = counts.busy ?? 0
  if (moving === 0) return [`No agent moves${place} at this moment. None that is started wakes until a person releases the switch.`]
  return [
    `${counted(moving, 'agent stands', 'agents stand')} still${place} within a second. Nobody reads, posts or likes until a person releases the switch.`,
    busy === 0
      ? 'No turn is under way at this moment.'
      : `${counted(busy, 'turn', 'turns')} under way ${busy === 1 ? 'is' : 'are'} cut off, with the model calls in ${busy === 1 ? 'it' : 'them'}.`,
  ]
}

export function scopeWords(scope: KillSwitchState['scope'], projects: readonly Project[]): string {
  if (scope === 'instance') return 'the whole instance'
  return projects.find(({ id }) => id === scope.projectId)?.name ?? 'one project'
}

export function sameScope(one: KillSwitchState['scope'], other: KillSwitchState['scope']): boolean {
  if (one === 'instance' || other === 'instance') return one === other
  return one.projectId === other.projectId
}
