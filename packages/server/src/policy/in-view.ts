import { namedBy } from '../agent/action.ts'
import { ALLOW, type Policy } from './policy.ts'

/**
 * B5: an act may only name what the platform has shown the agent in this turn. An id that came out of a text someone
 * wrote is not in view, however politely the text asks.
 */
export const inView: Policy = {
  name: 'in-view',
  judge: (intent, facts) => {
    if (facts.action === null) return ALLOW
    if (facts.action.target !== null && intent.target === null) return { kind: 'suppress', policy: 'in-view', reason: 'it names nothing to do it to' }
    for (const id of namedBy(intent, facts.action)) {
      if (!facts.inView.has(id)) return { kind: 'suppress', policy: 'in-view', reason: `${id} was not shown in this turn` }
    }
    return ALLOW
  },
}
