import { ALLOW, type Policy } from './policy.ts'

/** Nothing is done while a person has switched the project or the instance off (SPEC B1). */
export const killSwitch: Policy = {
  name: 'kill-switch',
  judge: (_intent, { killed }) => killed === null ? ALLOW : { kind: 'suppress', policy: 'kill-switch', reason: `switched off: ${killed}` },
}
