import { answeredBy, makesPost } from '../agent/action.ts'
import { ALLOW, type Facts, type Policy, type Verdict } from './policy.ts'

/** How much one agent may do in a turn and write in a day (midnight to midnight UTC); nobody is answered twice in one breath. */
export const caps: Policy = {
  name: 'caps',
  judge: (intent, facts) => {
    if (facts.actsInTurn >= facts.caps.actsPerTurn) return over(`at most ${facts.caps.actsPerTurn} acts a turn`)
    const answered = facts.action === null ? null : answeredBy(intent, facts.action)
    if (answered !== null && facts.answeredInTurn.has(answered)) return over('one answer to each text in a turn')
    const { actsPerDay } = facts.caps
    if (actsPerDay !== undefined && facts.action?.effect === 'write' && (facts.today.acts ?? 0) >= actsPerDay) return over(`at most ${actsPerDay} acts a day on this day of the ramp-up`)
    return wordsCap(facts)
  },
}

function wordsCap({ action, today, caps: { postsPerDay, commentsPerDay } }: Facts): Verdict {
  const form = action?.effect === 'write' ? action.words?.form : undefined
  if (makesPost(form) && today.posts >= postsPerDay) return over(`at most ${postsPerDay} posts a day`)
  if (form === 'reply' && today.comments >= commentsPerDay) return over(`at most ${commentsPerDay} comments a day`)
  return ALLOW
}

function over(reason: string): Verdict {
  return { kind: 'suppress', policy: 'caps', reason }
}
