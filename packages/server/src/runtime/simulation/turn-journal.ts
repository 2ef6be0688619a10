/** What the loop tells of a turn as it goes: a simulated turn's entries before they are bytes. */
import type { Action, Intent } from '../../agent/action.ts'
import type { SeenNotice, SeenPost } from '../../feed/columns/seen.ts'
import type { Verdict } from '../../policy/policy.ts'
import type { ActResultKind } from '../../store/journal-file/format.ts'

export interface TurnJournal {
  begin(turn: number, agent: number, nowMs: number): void
  /** What follows is of a turn that began earlier and waited. */
  resume(turn: number, nowMs: number): void
  observed(notices: readonly SeenNotice[]): void
  asked(purpose: string, generator: string): void
  looked(intent: Intent, posts: readonly SeenPost[]): void
  /** `made`: the row of what was made, -1 for nothing. `generator`: what made its words. `verdict`: the gate's, where that held it back. */
  acted(intent: Intent, action: Action | null, result: ActResultKind, reason: string | null, made: number, generator: string | null, verdict?: Exclude<Verdict, { kind: 'allow' }>): void
  end(outcome: string, reason: string | null): void
}
