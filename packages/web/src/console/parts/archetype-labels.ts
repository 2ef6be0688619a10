/** Archetypes by the names that their packs give them: "UX/UI designer", which its id `ux-ui-designer` can't be read back into. */
import { NO_ARCHETYPE, type PackSummary } from '@troupe/contract'
import { capital, plainName } from './action-words.ts'

export type ArchetypeLabels = ReadonlyMap<string, string>

/** Of two packs with an archetype of the same id, the first is taken: personas are told by the id alone. */
export function archetypeLabels(packs: readonly Pick<PackSummary, 'archetypes'>[]): ArchetypeLabels {
  const labels = new Map<string, string>()
  for (const { archetypes } of packs) for (const { id, name } of archetypes) if (!labels.has(id)) labels.set(id, name)
  return labels
}

/** Those without one were written by hand; one whose pack has gone is called by its id. */
export function archetypeLabel(labels: ArchetypeLabels, archetype: string | null): string {
  return archetype === null || archetype === NO_ARCHETYPE ? 'Written by hand' : labels.get(archetype) ?? capital(plainName(archetype))
}
