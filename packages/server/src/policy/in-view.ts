import type { Id } from '../base/ids.ts'
import { ALLOW, type Policy, type Verdict } from './policy.ts'

/**
 * B5: an act may only name what the platform has shown the agent in this turn. An id that came out of a text someone
 * wrote is not in view, however politely the text asks.
 */
export const inView: Policy = {
  name: 'in-view',
  judge: (intent, facts) => {
    if (facts.action === null) return ALLOW
    if (facts.action.target !== null && intent.target === null) return { kind: 'suppress', policy: 'in-view', reason: 'it names nothing to do it to' }
    if (intent.target !== null && !facts.inView.has(intent.target)) return unseen(intent.target)
    for (const field of facts.action.alsoNames) {
      const id = intent.input[field]
      if (typeof id === 'string' && !facts.inView.has(id)) return unseen(id)
    }
    return ALLOW
  },
}

function unseen(id: Id): Verdict {
  return { kind: 'suppress', policy: 'in-view', reason: `${id} was not shown in this turn` }
}
