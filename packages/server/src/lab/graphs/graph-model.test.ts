import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seeded } from '../../base/random.ts'
import { barabasiAlbertGraph } from './barabasi-albert.ts'
import { pairsOf } from './edge-list.ts'
import { EdgeSet } from './edge-set.ts'
import { erdosRenyiGraph, gilbertGraph } from './erdos-renyi.ts'
import { generateGraph, graphModelSchema, type GraphModel } from './graph-model.ts'
import { stochasticBlockGraph } from './stochastic-block.ts'
import { clusteringOf, degreesOf, faultsOf, mean, meanDistanceOf, tailExponentOf } from './testing/graph-measures.ts'
import { wattsStrogatzGraph } from './watts-strogatz.ts'

/** Models and numbers of members they can be had with, dense and empty ones too. */
const models: fc.Arbitrary<[GraphModel, number]> = fc.integer({ min: 1, max: 60 }).chain((nodes): fc.Arbitrary<[GraphModel, number]> => fc.oneof(
  fc.integer({ min: 0, max: nodes * (nodes - 1) }).map((edges): [GraphModel, number] => [{ model: 'erdos-renyi', edges }, nodes]),
  fc.double({ min: 0, max: 1, noNaN: true }).map((probability): [GraphModel, number] => [{ model: 'gilbert', probability }, nodes]),
  fc.integer({ min: 1, max: Math.max(1, nodes - 1) }).map((follows): [GraphModel, number] => [{ model: 'barabasi-albert', follows }, nodes]),
  fc.record({ half: fc.integer({ min: 0, max: Math.floor((nodes - 1) / 2) }), rewired: fc.double({ min: 0, max: 1, noNaN: true }) })
    .map(({ half, rewired }): [GraphModel, number] => [{ model: 'watts-strogatz', neighbours: half * 2, rewired }, nodes]),
  fc.double({ min: 0, max: 1, noNaN: true }).map((p): [GraphModel, number] => [{ model: 'stochastic-block', sizes: [nodes, 3], probabilities: [[p, 1 - p], [0, 1]] }, nodes + 3]),
))

function strangers(members: number): null[] {
  return Array.from({ length: members }, () => null)
}

describe('every generator', () => {
  it('makes no loop, no edge twice, none out of the graph, and the same again from the same seed', () => {
    fc.assert(fc.property(models, fc.string(), ([model, nodes], seed) => {
      const graph = generateGraph(graphModelSchema.parse(model), strangers(nodes), seeded(seed))
      expect(graph.nodes).toBe(nodes)
      expect(faultsOf(graph)).toEqual([])
      expect([...pairsOf(generateGraph(model, strangers(nodes), seeded(seed)))]).toEqual([...pairsOf(graph)])
    }), { numRuns: 300 })
  })

  it('refuses what cannot be, by the field that is wrong', () => {
    const faults = (model: GraphModel, nodes: number): unknown => {
      try {
        generateGraph(model, strangers(nodes), seeded(1))
      } catch (error) {
        return (error as { faults: unknown }).faults
      }
      return 'made'
    }
    expect(faults({ model: 'erdos-renyi', edges: 7 }, 3)).toEqual([{ path: '/edges', message: 'use 0 to 6' }])
    expect(faults({ model: 'gilbert', probability: 1 }, 1_000_000)).toMatchObject([{ path: '/edges' }])
    expect(faults({ model: 'barabasi-albert', follows: 5 }, 5)).toMatchObject([{ path: '/follows' }])
    expect(faults({ model: 'watts-strogatz', neighbours: 3, rewired: 0 }, 9)).toMatchObject([{ path: '/neighbours' }])
    expect(faults({ model: 'stochastic-block', sizes: [2, 2], probabilities: [[1]] }, 4)).toMatchObject([{ path: '/probabilities' }])
    expect(faults({ model: 'stochastic-block', sizes: [2, 2], probabilities: [[1, 0], [0, 2]] }, 4)).toMatchObject([{ path: '/probabilities/1/1' }])
    expect(faults({ model: 'stochastic-block', sizes: [2, 2], probabilities: [[1, 0], [0, 1]] }, 5)).toMatchObject([{ path: '/sizes' }])
    expect(faults({ model: 'gilbert', probability: 0 }, 0)).toMatchObject([{ path: '/nodes' }])
  })
})

describe('Erdős–Rényi', () => {
  it('has exactly as many edges, degrees spread as by chance', () => {
    const graph = erdosRenyiGraph(20_000, 200_000, seeded('er'))
    expect(graph.from).toHaveLength(200_000)
    const { in: inward, out } = degreesOf(graph)
    // Poisson: the variance is the mean, 10; its own deviation over 20,000 members is 0.1.
    for (const degrees of [inward, out]) expect(mean([...degrees].map((degree) => (degree - 10) ** 2))).toBeCloseTo(10, 0)
    // As dense among friends as anywhere: 20 / 20,000.
    expect(clusteringOf(erdosRenyiGraph(2000, 20_000, seeded('er')))).toBeCloseTo(0.01, 2)
  })

  it('is uniform over the sets of edges, sparse and dense', () => {
    for (const edges of [2, 4]) {
      const times = new Map<string, number>()
      const random = seeded(`uniform/${edges}`)
      for (let run = 0; run < 6000; run++) {
        const key = [...pairsOf(erdosRenyiGraph(3, edges, random))].map(String).sort().join(' ')
        times.set(key, (times.get(key) ?? 0) + 1)
      }
      // 15 sets of 2 (or 4) of the 6 edges, 400 each expected; the bound is over five deviations.
      expect(times.size).toBe(15)
      for (const count of times.values()) expect(Math.abs(count - 400)).toBeLessThan(105)
    }
  })

  it('Gilbert: edges as many as the probability says, the first as likely as the last', () => {
    const graph = gilbertGraph(3000, 0.002, seeded('gnp'))
    const expected = 3000 * 2999 * 0.002
    expect(Math.abs(graph.from.length - expected)).toBeLessThan(5 * Math.sqrt(expected))
    const { out } = degreesOf(graph)
    expect(mean(out.subarray(0, 1500)) / mean(out.subarray(1500))).toBeCloseTo(1, 1)
    expect(gilbertGraph(10, 1, seeded(1)).from).toHaveLength(90)
    expect(gilbertGraph(10, 0, seeded(1)).from).toHaveLength(0)
  })
})

describe('Barabási–Albert', () => {
  it('has the number of edges its growth gives, and a power law of about 3 in the tail', () => {
    const graph = barabasiAlbertGraph(50_000, 5, seeded('ba'))
    expect(graph.from).toHaveLength(15 + (50_000 - 6) * 5)
    const { in: inward, out } = degreesOf(graph)
    expect(new Set(out.subarray(6))).toEqual(new Set([5]))
    const all = inward.map((followers, member) => followers + (out[member] as number))
    // At finite size the fit lies a little below the limit of 3.
    expect(tailExponentOf(all, 20)).toBeGreaterThan(2.7)
    expect(tailExponentOf(all, 20)).toBeLessThan(3.2)
    // The best followed have hundreds of times the median; chance alone would give them two or three times.
    expect(Math.max(...inward)).toBeGreaterThan(300)
  })
})

describe('Watts–Strogatz', () => {
  it('is a ring at 0, chance at 1, and a small world between', () => {
    const ring = wattsStrogatzGraph(2000, 10, 0, seeded('ws'))
    expect(clusteringOf(ring)).toBeCloseTo((3 * 8) / (4 * 9), 6)
    const small = wattsStrogatzGraph(2000, 10, 0.05, seeded('ws'))
    expect(clusteringOf(small)).toBeGreaterThan(0.45)
    const starts = [0, 500, 1000]
    expect(meanDistanceOf(ring, starts)).toBeGreaterThan(90)
    expect(meanDistanceOf(small, starts)).toBeLessThan(12)
    expect(clusteringOf(wattsStrogatzGraph(2000, 10, 1, seeded('ws')))).toBeLessThan(0.03)
    expect(new Set(degreesOf(small).out)).toEqual(new Set([10]))
  })

  it('rewires the share it is told to', () => {
    const [ring, some] = [wattsStrogatzGraph(10_000, 10, 0, seeded(1)), wattsStrogatzGraph(10_000, 10, 0.2, seeded(1))]
    expect(mean([...some.to].map((to, edge) => (to === ring.to[edge] ? 0 : 1)))).toBeCloseTo(0.2, 2)
  })
})

describe('the stochastic block model', () => {
  it('follows the probabilities of each pair of blocks', () => {
    const sizes = [1000, 2000, 500]
    const probabilities = [[0.02, 0.001, 0], [0.005, 0.01, 0.002], [0, 0, 0.05]]
    const graph = stochasticBlockGraph(sizes, probabilities, seeded('sbm'))
    const found = sizes.map(() => sizes.map(() => 0))
    for (const [from, to] of pairsOf(graph)) {
      const row = found[graph.blocks[from] as number] as number[]
      row[graph.blocks[to] as number] = (row[graph.blocks[to] as number] as number) + 1
    }
    sizes.forEach((size, a) => sizes.forEach((other, b) => {
      const expected = size * (a === b ? size - 1 : other) * (probabilities[a]?.[b] as number)
      expect(Math.abs((found[a]?.[b] as number) - expected)).toBeLessThanOrEqual(5 * Math.sqrt(expected))
    }))
    expect([graph.blocks[999], graph.blocks[1000], graph.blocks[3499]]).toEqual([0, 1, 2])
  })
})

describe('an edge set', () => {
  it('holds what a set of pairs would, in the order of coming', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.nat(30), fc.nat(30)), { maxLength: 300 }), (pairs) => {
      const set = new EdgeSet(1)
      const plain = new Map<string, [number, number]>()
      for (const [from, to] of pairs) {
        const fresh = !plain.has(`${from} ${to}`)
        expect(set.has(from, to)).toBe(!fresh)
        expect(set.add(from, to)).toBe(fresh)
        plain.set(`${from} ${to}`, [from, to])
      }
      expect([...pairsOf(set.list(31))]).toEqual([...plain.values()])
    }))
  })
})
