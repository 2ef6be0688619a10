/** What the loop tells of a turn as it goes, in numbers: a simulated turn's entries before they are bytes. */
import type { SeenPost } from '../../feed/columns/seen.ts'

export interface TurnJournal {
  begin(turn: number, agent: number, nowMs: number): void
  observed(notices: Int32Array, count: number): void
  asked(purpose: string, generator: string): void
  looked(action: string, posts: readonly SeenPost[]): void
  /** `made`: the row of what was made, -1 for nothing. */
  acted(action: string, target: string | null, result: 'done' | 'refused' | 'stopped' | 'failed', reason: string | null, made: number, text: string | null): void
  end(outcome: string, reason: string | null): void
}
