import type { TimelineItem } from '@troupe/contract'

/** Without the plans whose message stands there. It is said after it was planned, so in a list with the newest first it is there before its plan is. */
export function toldOnce(items: readonly TimelineItem[]): readonly TimelineItem[] {
  const said = new Set(items.flatMap(({ kind, actionId }) => (kind === 'message' && actionId !== null ? [actionId] : [])))
  return items.filter(({ kind, actionId }) => kind !== 'action' || actionId === null || !said.has(actionId))
}
