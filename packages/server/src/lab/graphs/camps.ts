/**
 * Camps: a stochastic block model whose blocks are kinds of people, so that those who follow each other at the start also care
 * for the same things (homophily, McPherson, Smith-Lovin and Cook 2001). Whoever follows one of its own camp does so with
 * probability `inside`, whoever follows anybody else with `across`; members of no camp count as elsewhere to everybody.
 */
import { InvalidError } from '../../base/errors.ts'
import { nearest } from '@troupe/contract'
import type { Random } from '../../base/random.ts'
import type { EdgeList } from './edge-list.ts'
import { stochasticBlockGraph } from './stochastic-block.ts'

export interface CampModel {
  /** Archetypes by camp. */
  readonly camps: Readonly<Record<string, readonly string[]>>
  readonly inside: number
  readonly across: number
}

/** In no camp. */
const ELSEWHERE = -1

/** Each member's camp as an index into the camps' names, -1 for none. `archetypes` by member. Throws where the camps name one twice, or one that nobody is of. */
export function campLabels({ camps }: Pick<CampModel, 'camps'>, archetypes: readonly (string | null)[]): Int32Array {
  const campOf = new Map<string, number>()
  const known = [...new Set(archetypes)].filter((name) => name !== null).toSorted()
  for (const [camp, [name, members]] of Object.entries(camps).entries()) {
    for (const archetype of members) {
      const path = `/camps/${name}`
      if (campOf.has(archetype)) throw new InvalidError(`${archetype} is named twice in the camps; one can be of one camp.`, [{ path, message: 'name each archetype once' }])
      if (!known.includes(archetype)) {
        const meant = nearest(archetype, known)
        throw new InvalidError(`Camp "${name}": nobody here is of the archetype ${archetype}${meant === null ? '' : `; did you mean ${meant}?`} There are: ${known.join(', ') || 'none'}.`, [{ path, message: 'name archetypes of the population' }])
      }
      campOf.set(archetype, camp)
    }
  }
  return Int32Array.from(archetypes, (archetype) => (archetype === null ? ELSEWHERE : campOf.get(archetype) ?? ELSEWHERE))
}

export function campGraph(model: CampModel, archetypes: readonly (string | null)[], random: Random): EdgeList {
  const { camps, inside, across } = model
  const labels = campLabels(model, archetypes)
  const blocks = Array.from({ length: Object.keys(camps).length + 1 }, (): number[] => [])
  const last = blocks.length - 1
  for (const [member, label] of labels.entries()) (blocks[label === ELSEWHERE ? last : label] as number[]).push(member)
  const filled = blocks.map((members, block) => ({ members, block })).filter(({ members }) => members.length > 0)
  const probabilities = filled.map((a) => filled.map((b) => (a.block === b.block && a.block !== last ? inside : across)))
  const { nodes, from, to } = stochasticBlockGraph(filled.map(({ members }) => members.length), probabilities, random)
  // Blocks are numbered one after the other; the population is mixed.
  const member = Uint32Array.from(filled.flatMap(({ members }) => members))
  return { nodes, from: from.map((place) => member[place] as number), to: to.map((place) => member[place] as number) }
}
