import { ALLOW, type Facts, type Policy, type Verdict } from './policy.ts'

/** How much one agent may do in a turn and write in a day (midnight to midnight UTC). */
export const caps: Policy = {
  name: 'caps',
  judge: (_intent, facts) => {
    if (facts.actsInTurn >= facts.caps.actsPerTurn) return over(`at most ${facts.caps.actsPerTurn} acts a turn`)
    return wordsCap(facts)
  },
}

function wordsCap({ action, today, caps: { postsPerDay, commentsPerDay } }: Facts): Verdict {
  const form = action?.effect === 'write' ? action.words?.form : undefined
  if ((form === 'post' || form === 'quote') && today.posts >= postsPerDay) return over(`at most ${postsPerDay} posts a day`)
  if (form === 'reply' && today.comments >= commentsPerDay) return over(`at most ${commentsPerDay} comments a day`)
  return ALLOW
}

function over(reason: string): Verdict {
  return { kind: 'suppress', policy: 'caps', reason }
}
