/** What the loop tells of a turn as it goes: a simulated turn's entries before they are bytes. */
import type { SeenPost } from '../../feed/columns/seen.ts'

export interface TurnJournal {
  begin(turn: number, agent: number, nowMs: number): void
  /** What was addressed to the agent: kind 0 a post, 1 a comment, and its row. */
  observed(kinds: readonly number[], rows: readonly number[]): void
  asked(purpose: string, generator: string): void
  looked(action: string, posts: readonly SeenPost[]): void
  /** `made`: the row of what was made, -1 for nothing. `more`: the input besides target and text, as JSON. */
  acted(action: string, target: string | null, result: 'done' | 'refused' | 'stopped' | 'failed', reason: string | null, made: number, text: string | null, more: string | null): void
  end(outcome: string, reason: string | null): void
}
