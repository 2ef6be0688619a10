/** Speech by persona: its archetype's merged with its pack's, once an archetype, so that the rehearsal model compiles each once. */
import type { Persona, Speech } from '@troupe/contract'
import { mergeSpeech } from '../llm/rehearsal/merge-speech.ts'
import type { LoadedPack } from '../persona/pack/loaded-pack.ts'
import type { SpeechOf } from './cast.ts'

export function speechFrom(packs: readonly LoadedPack[]): SpeechOf {
  const merged = new Map<string, Speech | null>()
  for (const { pack, archetypes } of packs) {
    for (const archetype of archetypes) merged.set(`${pack.id}/${archetype.id}`, mergeSpeech(pack.speech, archetype.speech))
  }
  return (persona: Persona) => persona.origin === null || persona.archetype === null ? null : merged.get(`${persona.origin.pack}/${persona.archetype}`) ?? null
}
