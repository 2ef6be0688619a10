/** A persona as the form edits it, and a blank one to begin with. */
import type { Persona, PersonaChange, PersonaDraft } from '@troupe/contract'

export type PersonaValues = Omit<PersonaDraft, 'archetype'>

const FIELDS = [
  'username', 'displayName', 'bio', 'backstory', 'age', 'location', 'language', 'vibe', 'interests', 'beliefs', 'voice', 'knowledge', 'actionWeights', 'rhythm',
] as const satisfies readonly (keyof PersonaValues)[]

export function valuesOf(persona: Persona): PersonaValues {
  return Object.fromEntries(FIELDS.map((field) => [field, persona[field]])) as unknown as PersonaValues
}

/** Only what differs: what others changed meanwhile in other fields stays theirs. */
export function changeOf(before: PersonaValues, after: PersonaValues): PersonaChange {
  return Object.fromEntries(FIELDS.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field])).map((field) => [field, after[field]]))
}

export function blankPersona(timezone: string): PersonaValues {
  return {
    username: '', displayName: '', bio: '', backstory: '', age: null, location: '', language: 'en', vibe: '',
    interests: [], beliefs: [], knowledge: [], actionWeights: {},
    voice: { tone: '', length: 'short', casing: 'sentence', emoji: 0, emojis: [], slang: [], vocabulary: [] },
    rhythm: { timezone, rules: [], activeMultiplier: 1, offPeakMultiplier: 0.3, minimumIntervalS: 60, maximumIntervalS: 600 },
  }
}
