import type { Project } from '@troupe/contract'

export function wakeWords(wake: Project['wake']): string {
  if (wake.kind === 'rhythm') return 'each agent wakes by its rhythm'
  return `all agents wake every ${wake.minutes === 1 ? 'minute' : `${wake.minutes} minutes`}`
}
