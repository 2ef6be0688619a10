/** Acts at places outside of which more has to be known than the journal tells: what they made there, and those whose fate is open. */
import type { OutsideActDraft } from '../../agent/errand.ts'
import type { OutsideAccount } from '../../agent/outside-account.ts'
import type { Id } from '../../base/ids.ts'

/** One whose fate is open. */
export interface LostAct extends Omit<OutsideActDraft, 'state' | 'farId'> {
  readonly siteId: Id
  readonly account: OutsideAccount
  readonly workspaceId: Id
  readonly projectId: Id
}

export type Finding =
  | { readonly kind: 'done'; readonly farId: string | null; readonly note: string }
  | { readonly kind: 'failed'; readonly reason: string }
  /** It could not be found out, and is not looked for any more. */
  | { readonly kind: 'unknown'; readonly reason: string }

/** The first look follows the act by so long, and so do the looks after it. */
export const LOOK_EVERY_MS = 60_000

export interface OutsideActs {
  /** What the agent's acts since then are on record to have made, in the far side's words. */
  madeSince(agentId: Id, sinceMs: number): Promise<readonly string[]>
  /** Those to look for now; each is given out once until `againMs`, whoever asks. */
  due(nowMs: number, limit: number, againMs: number): Promise<readonly LostAct[]>
  postpone(act: LostAct, untilMs: number): Promise<void>
  /** Puts on record, and tells in the agent's activity, what became of one. False while that can't be written: its agent is in a turn. */
  settle(act: LostAct, finding: Finding, nowMs: number): Promise<boolean>
}
