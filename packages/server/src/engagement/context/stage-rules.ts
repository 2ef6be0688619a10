/** How far a lead has come, as data: which events, how many of them, lead to which stage. */
import type { Stage } from '@troupe/contract'

export interface StageRule {
  readonly to: Exclude<Stage, 'new'>
  /** `atLeast`: so many of them; one when left out. */
  readonly when: { readonly type: string; readonly atLeast?: number }
}

export const STANDARD_STAGE_RULES: readonly StageRule[] = [
  { to: 'interested', when: { type: 'service_click' } },
  { to: 'interested', when: { type: 'page_view', atLeast: 3 } },
  { to: 'interested', when: { type: 'email_clicked' } },
  { to: 'engaged', when: { type: 'service_click', atLeast: 3 } },
  { to: 'engaged', when: { type: 'email_replied' } },
  { to: 'engaged', when: { type: 'whatsapp_received' } },
  { to: 'engaged', when: { type: 'sms_received' } },
  { to: 'engaged', when: { type: 'in_app_received' } },
  { to: 'engaged', when: { type: 'call_requested' } },
  { to: 'engaged', when: { type: 'booking_created' } },
  { to: 'converted', when: { type: 'payment_success' } },
  { to: 'churned', when: { type: 'subscription_cancelled' } },
]

/** The way up; who has churned stands beside it. */
export const STAGE_RANK: Readonly<Record<Stage, number>> = { churned: -1, new: 0, interested: 1, engaged: 2, converted: 3 }

/** How many of the earliest times of each type have to be kept to say since when a rule holds. */
export function firstsWanted(rules: readonly StageRule[]): ReadonlyMap<string, number> {
  const wanted = new Map<string, number>()
  for (const { when: { type, atLeast = 1 } } of rules) wanted.set(type, Math.max(atLeast, wanted.get(type) ?? 0))
  return wanted
}
