import { ALLOW, type Policy } from './policy.ts'

/** P1: agents act only on places their owner controls. There is no switch for this one. */
export const ownership: Policy = {
  name: 'ownership',
  judge: (_intent, { place }) => place.owned ? ALLOW : { kind: 'suppress', policy: 'ownership', reason: place.why },
}
