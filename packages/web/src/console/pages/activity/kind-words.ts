import type { ActivityKind } from './activity-filters.ts'

/** The steps of a turn, each in one word. */
export const KIND_WORDS: Readonly<Record<ActivityKind, string>> = {
  'turn-began': 'woke',
  observed: 'saw',
  asked: 'asked',
  acted: 'acted',
  // How it ended, rested or failed, is in the line itself.
  'turn-ended': 'ended',
}
