/** The gate: every intent passes every policy in order; the first that does not allow decides, and its reason is kept. */
import type { Intent } from '../agent/action.ts'
import { ALLOW, type Facts, type Policy, type Verdict } from './policy.ts'
import { caps } from './caps.ts'
import { disclosure } from './disclosure.ts'
import { inView } from './in-view.ts'
import { killSwitch } from './kill-switch.ts'
import { offered } from './offered.ts'
import { ownership } from './ownership.ts'

/** Cheap and absolute first: what stands still does nothing, and what is not owned is never touched. */
export const STANDARD_POLICIES: readonly Policy[] = [killSwitch, ownership, offered, inView, disclosure, caps]

export function judge(policies: readonly Policy[], intent: Intent, facts: Facts): Verdict {
  for (const policy of policies) {
    const verdict = policy.judge(intent, facts)
    if (verdict.kind !== 'allow') return verdict
  }
  return ALLOW
}
