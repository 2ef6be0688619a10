/** A pack as read: what `pack.yaml` says and its archetypes, in the order of their ids. */
import type { Archetype, Pack, PackSummary } from '@troupe/contract/archetype'

export interface LoadedPack {
  readonly pack: Pack
  readonly archetypes: readonly Archetype[]
  /** The YAML it was read from, `pack.yaml` first; absent from packs that were put together in code. */
  readonly files?: readonly PackText[]
}

/** One file of a pack by its own name: `pack.yaml`, `hustler.yaml`. */
export interface PackText {
  readonly name: string
  readonly text: string
}

/** `own`: when one of the workspace's own was written last, and how often. */
export function summarise({ pack, archetypes }: LoadedPack, own: { readonly version: number; readonly updatedMs: number } | null = null): PackSummary {
  return {
    id: pack.id,
    name: pack.name,
    description: pack.description,
    own: own !== null,
    version: own?.version ?? null,
    updatedAt: own === null ? null : new Date(own.updatedMs).toISOString(),
    archetypes: archetypes.map(({ id, name, description, weight, interests }) => ({ id, name, description, weight, interests })),
  }
}
