/** What the packs give a persona to say and to make: speech merged with its pack's, once an archetype, so that the rehearsal model compiles each once. */
import type { ImageWorkflow, Persona, Speech } from '@troupe/contract'
import { mergeSpeech } from '../llm/rehearsal/merge-speech.ts'
import type { LoadedPack } from '../persona/pack/loaded-pack.ts'

export interface Repertoire {
  /** Null for a persona that comes from none of the packs. */
  readonly speech: Speech | null
  readonly craft: readonly ImageWorkflow[]
}

export type RepertoireOf = (persona: Persona) => Repertoire

export const NO_REPERTOIRE: Repertoire = Object.freeze({ speech: null, craft: [] })

export function repertoireFrom(packs: readonly LoadedPack[]): RepertoireOf {
  const known = new Map<string, Repertoire>()
  for (const { pack, archetypes } of packs) {
    for (const { id, speech, imageWorkflows } of archetypes) known.set(`${pack.id}/${id}`, { speech: mergeSpeech(pack.speech, speech), craft: imageWorkflows })
  }
  return ({ origin, archetype }) => origin === null || archetype === null ? NO_REPERTOIRE : known.get(`${origin.pack}/${archetype}`) ?? NO_REPERTOIRE
}
