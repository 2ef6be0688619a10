/** The generators under one name, as options and files spell them. */
import { z } from 'zod'
import { InvalidError, unreachable } from '../../base/errors.ts'
import type { Random } from '../../base/random.ts'
import { barabasiAlbertGraph } from './barabasi-albert.ts'
import { campGraph } from './camps.ts'
import type { EdgeList } from './edge-list.ts'
import { erdosRenyiGraph, gilbertGraph } from './erdos-renyi.ts'
import { BLOCKS_MOST, stochasticBlockGraph } from './stochastic-block.ts'
import { wattsStrogatzGraph } from './watts-strogatz.ts'

const share = z.number().min(0).max(1)

export const graphModelSchema = z.discriminatedUnion('model', [
  z.strictObject({ model: z.literal('erdos-renyi'), edges: z.number().int().min(0) }),
  z.strictObject({ model: z.literal('gilbert'), probability: share }),
  z.strictObject({ model: z.literal('barabasi-albert'), follows: z.number().int().min(1) }),
  z.strictObject({ model: z.literal('watts-strogatz'), neighbours: z.number().int().min(0).multipleOf(2, 'use an even number'), rewired: share }),
  z.strictObject({
    model: z.literal('stochastic-block'),
    sizes: z.array(z.number().int().min(1)).min(1).max(BLOCKS_MOST),
    probabilities: z.array(z.array(share)),
  }),
  z.strictObject({
    model: z.literal('camps'),
    camps: z.record(z.string().min(1).max(60), z.array(z.string().min(1).max(60)).min(1).max(1000)).refine((camps) => Object.keys(camps).length >= 2, 'name two camps or more'),
    inside: share,
    across: share,
  }),
])
export type GraphModel = z.infer<typeof graphModelSchema>

/** `archetypes` by member. Throws `InvalidError` where the model cannot be had with these members. The same source of chance, the same graph. */
export function generateGraph(model: GraphModel, archetypes: readonly (string | null)[], random: Random): EdgeList {
  const nodes = archetypes.length
  switch (model.model) {
    case 'erdos-renyi': return erdosRenyiGraph(nodes, model.edges, random)
    case 'gilbert': return gilbertGraph(nodes, model.probability, random)
    case 'barabasi-albert': return barabasiAlbertGraph(nodes, model.follows, random)
    case 'watts-strogatz': return wattsStrogatzGraph(nodes, model.neighbours, model.rewired, random)
    case 'stochastic-block': {
      const members = model.sizes.reduce((sum, size) => sum + size, 0)
      if (members !== nodes) throw new InvalidError(`The blocks have ${members} members together, the population ${nodes}.`, [{ path: '/sizes', message: `make them add up to ${nodes}` }])
      return stochasticBlockGraph(model.sizes, model.probabilities, random)
    }
    case 'camps': return campGraph(model, archetypes, random)
    default: return unreachable(model)
  }
}
