/**
 * How a site stands, and what a check makes of it: a pure state machine. What it keeps: a site is `proved` only after a check found
 * it owned, and it is not for longer than `PROOF_LASTS_MS` after the last that did.
 *
 * A file that leaves the workspace out is an answer, and counts at once. Any other answer (an error page, a redirect, no file)
 * may be a slip of whoever runs the site, and gets three tries over an hour. Silence says nothing of ownership, so only time counts.
 */
import type { SiteBasis, SiteState } from '@troupe/contract'
import { unreachable } from '../base/errors.ts'
import type { Random } from '../base/random.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** Without a good check for so long, a site is not proved any more, whatever the reason. */
export const PROOF_LASTS_MS = 2 * DAY_MS
const WRONG_ANSWERS_MOST = 3
const WRONG_FOR_MOST_MS = HOUR_MS
/** Of a proved site whose last check failed: three answers fall into an hour and a bit. */
const RETRY_MS = 25 * MINUTE_MS
/** Of a site that has just been added or lost: somebody is at work on it. After that, daily. */
const YOUNG_RETRY_MS = HOUR_MS
const YOUNG_MS = DAY_MS
/** Checks of many sites drift apart by up to this share of their distance. */
const JITTER = 0.1

export interface Standing {
  readonly state: SiteState
  readonly basis: SiteBasis | null
  /** When a check last found it owned. */
  readonly provedMs: number | null
  /** Answers in a row that were no proof. */
  readonly wrongAnswers: number
  readonly wrongSinceMs: number | null
}

export const NEW: Standing = { state: 'unproven', basis: null, provedMs: null, wrongAnswers: 0, wrongSinceMs: null }

export type Finding =
  | { readonly kind: 'owned'; readonly basis: SiteBasis }
  /** The proof file was read, and this workspace is not in it. */
  | { readonly kind: 'disowned' }
  /** It answered, but not with a proof file. */
  | { readonly kind: 'wrong' }
  /** No answer, or one that says "not now" (429, 5xx). */
  | { readonly kind: 'silent' }
  /** A third party's social network. */
  | { readonly kind: 'refused' }

export function afterCheck(before: Standing, finding: Finding, nowMs: number): Standing {
  switch (finding.kind) {
    case 'owned':
      return { state: 'proved', basis: finding.basis, provedMs: nowMs, wrongAnswers: 0, wrongSinceMs: null }
    case 'refused':
      return { ...before, state: 'refused', basis: null }
    case 'disowned':
      return without(before)
    case 'wrong': {
      const wrongSinceMs = before.wrongSinceMs ?? nowMs
      const wrongAnswers = before.wrongAnswers + 1
      const enough = wrongAnswers >= WRONG_ANSWERS_MOST && nowMs - wrongSinceMs >= WRONG_FOR_MOST_MS
      // It was owned for lying within the private network, and lies there no more: there is nothing to try again.
      const moved = before.basis === 'private-network'
      return enough || moved || before.state !== 'proved' || isStale(before, nowMs) ? { ...without(before), wrongAnswers, wrongSinceMs } : { ...before, wrongAnswers, wrongSinceMs }
    }
    case 'silent':
      return before.state === 'proved' && !isStale(before, nowMs) ? before : without(before)
    default:
      return unreachable(finding)
  }
}

/** A site that was proved once is lost without its proof; another is as unproven as before. */
function without(before: Standing): Standing {
  return { ...before, state: before.provedMs === null ? 'unproven' : 'lost', basis: null }
}

export function isStale({ provedMs }: Pick<Standing, 'provedMs'>, nowMs: number): boolean {
  return provedMs === null || nowMs - provedMs > PROOF_LASTS_MS
}

/** `sinceMs`: since when it has been in this state. */
export function nextCheckMs(standing: Standing, finding: Finding, sinceMs: number, nowMs: number, random: Random): number {
  const waitMs = finding.kind === 'owned' || finding.kind === 'refused' ? DAY_MS
    : standing.state === 'proved' ? RETRY_MS
      : nowMs - sinceMs < YOUNG_MS ? YOUNG_RETRY_MS : DAY_MS
  return Math.round(nowMs + waitMs * (1 - JITTER * random.next()))
}
