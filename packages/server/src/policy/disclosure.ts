import { ALLOW, type Policy } from './policy.ts'

/** P2: what an agent writes carries who wrote it and what made the words, or it is not written. */
export const disclosure: Policy = {
  name: 'disclosure',
  judge: (_intent, { action, labelled, generator }) => {
    if (action === null || action.effect === 'read') return ALLOW
    if (!labelled) return { kind: 'suppress', policy: 'disclosure', reason: 'the account does not carry the automated label' }
    if (action.words !== null && generator === null) {
      return { kind: 'suppress', policy: 'disclosure', reason: 'nothing says what made these words' }
    }
    return ALLOW
  },
}
