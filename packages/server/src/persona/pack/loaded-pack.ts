/** A pack as read: what `pack.yaml` says and its archetypes, in the order of their ids. */
import type { Archetype, Pack, PackSummary } from '@troupe/contract/archetype'

export interface LoadedPack {
  readonly pack: Pack
  readonly archetypes: readonly Archetype[]
}

export function summarise({ pack, archetypes }: LoadedPack): PackSummary {
  return {
    id: pack.id,
    name: pack.name,
    description: pack.description,
    archetypes: archetypes.map(({ id, name, description, weight, interests }) => ({ id, name, description, weight, interests })),
  }
}
