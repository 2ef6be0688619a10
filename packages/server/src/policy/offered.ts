import { ALLOW, type Policy } from './policy.ts'

/** B5: a text that talks a model into a tool it was never given gets nowhere. */
export const offered: Policy = {
  name: 'offered',
  judge: (intent, { action }) => action !== null
    ? ALLOW
    : { kind: 'suppress', policy: 'offered', reason: `"${intent.action}" was not offered in this turn` },
}
