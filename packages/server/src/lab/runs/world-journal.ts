/** All that a run's journal is told: the loop's turns, and what happens to a world besides. */
import type { TurnJournal } from '../../runtime/simulation/turn-journal.ts'

export interface WorldJournal extends TurnJournal {
  joined(name: string | null, bio: string, atMs: number): void
  /** A follow that was there from the start, or that an experimenter drew; no rule was asked. */
  edge(follower: number, followee: number, atMs: number): void
  /** A post that nobody's turn made. */
  firstPost(member: number, atMs: number, text: string, generator: string | null): void
  /** What was done to the world from outside, as plain data with members by number. */
  intervened(deed: unknown, atMs: number): void
}

/** For a world that is only looked at, as for an interview: nothing is written down. */
export const UNHEARD: WorldJournal = {
  joined: () => {}, edge: () => {}, firstPost: () => {}, intervened: () => {},
  begin: () => {}, resume: () => {}, observed: () => {}, asked: () => {}, looked: () => {}, acted: () => {}, end: () => {},
}
