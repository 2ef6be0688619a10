/** Which personas of a pack a swarm has: the first of its sequence, or the first that are of the archetypes named. */
import { InvalidError } from '../../base/errors.ts'
import { ArchetypeSequence } from '../../persona/generation/archetype-sequence.ts'
import { generatePersonas, type GeneratedPersona } from '../../persona/generation/generate-personas.ts'
import type { LoadedPack } from '../../persona/pack/loaded-pack.ts'
import { didYouMean } from '../../persona/suggestion.ts'
import type { SwarmWish } from './wish.ts'

type Wanted = Pick<SwarmWish, 'count' | 'archetypes' | 'seed'>

export interface Selection {
  /** Places in the pack's sequence, rising. */
  readonly indexes: readonly number[]
  /** How many of each archetype, by id, in the pack's order. */
  readonly shares: ReadonlyMap<string, number>
}

export function select({ pack, archetypes }: LoadedPack, { count, archetypes: named, seed }: Wanted): Selection {
  const known = archetypes.map(({ id }) => id)
  for (const name of named ?? []) {
    if (!known.includes(name)) throw new InvalidError(`--archetype: the pack ${pack.id} has no ${name}${didYouMean(name, known)}; it has ${known.join(', ')}.`)
  }
  const wanted = new Set(named ?? known)
  const indexes: number[] = []
  const counted = new Map(known.map((id) => [id, 0]))
  for (const { index, archetype } of new ArchetypeSequence(pack.id, archetypes, seed).from(0)) {
    if (!wanted.has(archetype.id)) continue
    indexes.push(index)
    counted.set(archetype.id, (counted.get(archetype.id) ?? 0) + 1)
    if (indexes.length === count) break
  }
  return { indexes, shares: new Map([...counted].filter(([, n]) => n > 0)) }
}

/** As they would be made in an empty workspace. */
export async function preview(pack: LoadedPack, { shares }: Selection, seed: string): Promise<GeneratedPersona[]> {
  const made: GeneratedPersona[] = []
  const given = new Set<string>()
  for (const [archetype, count] of shares) {
    const { fresh } = await generatePersonas({ pack, archetype, count, seed, taken: (name) => given.has(name.toLowerCase()), made: () => false })
    for (const persona of fresh) given.add(persona.username.toLowerCase())
    made.push(...fresh)
  }
  return made.sort((a, b) => a.origin.index - b.origin.index)
}
