import type { ThemeChoice } from '../design/theme.ts'
import type { StoreSnapshot } from './data/answer-store.ts'

/** What the server hands to the browser, so that it starts where the page stands. */
export interface HandedState {
  nowMs: number
  theme: ThemeChoice
  answers: StoreSnapshot
}
