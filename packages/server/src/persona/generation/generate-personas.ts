/**
 * Makes personas from a pack (SPEC A3): same pack, seed and index, same identity, without a model. What the workspace
 * already has comes in as two questions, so that nothing here knows where personas are kept.
 */
import type { Persona, PersonaDraft } from '@troupe/contract/persona'
import type { Archetype } from '@troupe/contract/archetype'
import { InvalidError } from '../../base/errors.ts'
import type { LoadedPack } from '../pack/loaded-pack.ts'
import { didYouMean } from '../suggestion.ts'
import { ArchetypeSequence, type Place } from './archetype-sequence.ts'
import { GivenNames } from './given-names.ts'
import { identityOf } from './identity.ts'
import { freeUsername } from './usernames.ts'

export type Origin = NonNullable<Persona['origin']>
export type GeneratedPersona = PersonaDraft & { readonly origin: Origin }

/** Personas asked for at once; a run makes more by `startIndex`. */
export const GENERATED_MOST = 100_000

export interface GenerateRequest {
  readonly pack: LoadedPack
  /** Only this archetype's: the first `count` of them in the same sequence, under the indexes they have in it. */
  readonly archetype?: string
  readonly count: number
  readonly seed: string
  /** Where in the sequence to begin; 0 unless set. With `archetype` it counts that archetype's personas. */
  readonly startIndex?: number
  /** Is this username in use in the workspace, in whatever case? */
  readonly taken: (username: string) => boolean
  /** Has this persona been made before? Of this pack and seed, by index. */
  readonly made: (index: number) => boolean
}

export interface Generated {
  /** To be stored. Their usernames are free and differ from each other. */
  readonly fresh: GeneratedPersona[]
  /** Asked for, but there already; nothing was made for them, whatever they are called by now. */
  readonly existing: Origin[]
}

export async function generatePersonas(request: GenerateRequest): Promise<Generated> {
  const { pack, seed, taken, made } = request
  if (!Number.isInteger(request.count) || request.count < 1 || request.count > GENERATED_MOST) {
    throw new InvalidError(`Ask for 1 to ${GENERATED_MOST} personas.`, [{ path: '/count', message: `use 1 to ${GENERATED_MOST}` }])
  }
  const names = await GivenNames.load(pack.archetypes.flatMap((archetype) => archetype.languages))
  const fresh: GeneratedPersona[] = []
  const existing: Origin[] = []
  const given = new Set<string>()
  for (const place of placesOf(request)) {
    const origin = { pack: pack.pack.id, seed, index: place.index }
    if (made(place.index)) {
      existing.push(origin)
      continue
    }
    const identity = identityOf(place, pack.pack.id, seed, names)
    const username = freeUsername(identity.username, (wish) => given.has(wish.toLowerCase()) || taken(wish))
    given.add(username.toLowerCase())
    fresh.push({ ...identity, username, origin })
  }
  return { fresh, existing }
}

function* placesOf({ pack, archetype, count, seed, startIndex = 0 }: GenerateRequest): Generator<Place> {
  const sequence = new ArchetypeSequence(pack.pack.id, pack.archetypes, seed)
  if (archetype !== undefined) {
    const chosen = archetypeOf(pack, archetype)
    for (let i = 0; i < count; i++) yield sequence.placeOf(chosen, startIndex + i)
    return
  }
  let left = count
  for (const place of sequence.from(startIndex)) {
    yield place
    if (--left === 0) return
  }
}

function archetypeOf(pack: LoadedPack, id: string): Archetype {
  const found = pack.archetypes.find((archetype) => archetype.id === id)
  if (found) return found
  const hint = didYouMean(id, pack.archetypes.map((archetype) => archetype.id))
  throw new InvalidError(`The pack ${pack.pack.id} has no archetype ${id}.`, [{ path: '/archetype', message: `unknown archetype${hint}` }])
}
