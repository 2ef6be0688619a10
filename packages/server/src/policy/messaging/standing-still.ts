import { ALLOW } from '../policy.ts'
import type { MessagePolicy } from './message-policy.ts'

/** Nobody is told when a switch is released; what waits is looked at again after so long. */
const LOOK_AGAIN_MS = 60_000

/** Nothing is sent while a person has switched the creator's project or the instance off (SPEC B1). It waits: a switch is no refusal of each message. */
export const standingStill: MessagePolicy = {
  name: 'kill-switch',
  judge: ({ killed, nowMs }) => killed === null ? ALLOW : { kind: 'hold', policy: 'kill-switch', reason: `switched off: ${killed}`, untilMs: nowMs + LOOK_AGAIN_MS },
}
