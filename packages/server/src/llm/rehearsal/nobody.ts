/** Who speaks when a brief names nobody. */
import type { RehearsalBrief, Speaker } from './brief.ts'

export const NOBODY: Speaker = {
  id: 'nobody', name: 'Somebody', username: 'somebody', archetype: null,
  interests: ['small things', 'long walks', 'good tools'], beliefs: ['Slow is a speed'], knowledge: [], location: 'here',
  voice: { tone: 'plain', length: 'short', casing: 'sentence', emoji: 0, emojis: [], slang: [], vocabulary: [] },
  speech: null,
}

export const EMPTY_BRIEF: RehearsalBrief = { key: 'none', ordinal: 0, speaker: null, intent: { kind: 'other' }, memory: [], trends: [], nowMs: 0 }
