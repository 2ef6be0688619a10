import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seeded } from '../../base/random.ts'
import { communitiesOf } from './communities.ts'
import { degreesOf, tiesOf } from './graph.ts'
import { leiden } from './leiden.ts'
import { modularityOf } from './modularity.ts'
import { grownWorld } from './testing/grown-world.ts'
import { madeWorld } from './testing/made-world.ts'

/** Two triangles and one tie between them. */
const TRIANGLES = [[0, 1], [1, 2], [2, 0], [3, 4], [4, 5], [5, 3], [2, 3]] as const

test('two triangles with a bridge: the modularity of the textbook', () => {
  const { follows } = madeWorld({ members: 6, follows: TRIANGLES })
  const ties = tiesOf(6, follows)
  // Seven ties; six inside, each side touches seven ends of fourteen: 6/7 − 2 · (1/2)².
  expect(modularityOf(ties, Int32Array.of(0, 0, 0, 1, 1, 1), 2)).toBeCloseTo(6 / 7 - 0.5, 12)
  expect(modularityOf(ties, new Int32Array(6), 1)).toBeCloseTo(0, 12)
  expect(modularityOf(tiesOf(2, madeWorld({ members: 2 }).follows), new Int32Array(2), 1)).toBeNull()
  const { labels, count } = leiden(ties, seeded(1))
  expect(count).toBe(2)
  expect(new Set(labels.subarray(0, 3)).size + new Set(labels.subarray(3)).size).toBe(2)
})

test('the same seed finds the same communities; a tie to oneself changes none', () => {
  const follows = [...TRIANGLES, [1, 1], [4, 4]] as const
  const plain = tiesOf(6, madeWorld({ members: 6, follows: TRIANGLES }).follows)
  const looped = tiesOf(6, madeWorld({ members: 6, follows }).follows)
  expect([...looped.targets]).toEqual([...plain.targets])
  expect([...looped.offsets]).toEqual([...plain.offsets])
  const world = grownWorld({ members: 500, groups: 5, postsEach: 1, followsEach: 4, seed: 2 })
  const ties = tiesOf(500, world.follows)
  expect(leiden(ties, seeded(3)).labels).toEqual(leiden(ties, seeded(3)).labels)
})

test('planted groups are found again', () => {
  const world = grownWorld({ members: 2000, groups: 8, postsEach: 1, followsEach: 4, seed: 5 })
  const ties = tiesOf(2000, world.follows)
  const planted = modularityOf(ties, Int32Array.from({ length: 2000 }, (_, member) => member % 8), 8) as number
  const { labels, count } = leiden(ties, seeded(1))
  expect(modularityOf(ties, labels, count)).toBeGreaterThan(planted - 0.01)
})

test('every community hangs together, and the partition is no worse than everybody alone', () => {
  const graph = fc.array(fc.tuple(fc.nat({ max: 11 }), fc.nat({ max: 11 })), { maxLength: 40 })
  fc.assert(fc.property(graph, fc.nat(), (follows, seed) => {
    const ties = tiesOf(12, madeWorld({ members: 12, follows }).follows)
    const { labels, count } = leiden(ties, seeded(seed))
    for (let community = 0; community < count; community++) {
      const members = [...labels.keys()].filter((node) => labels[node] === community)
      const reached = new Set([members[0] as number])
      for (const node of reached) for (const next of ties.targets.subarray(ties.offsets[node], ties.offsets[node + 1])) if (labels[next] === community) reached.add(next)
      expect(reached.size).toBe(members.length)
    }
    const alone = modularityOf(ties, Int32Array.from({ length: 12 }, (_, node) => node), 12)
    if (alone !== null) expect(modularityOf(ties, labels, count)).toBeGreaterThanOrEqual(alone - 1e-12)
  }))
})

test('the largest communities are named by their best known and their commonest archetype', () => {
  const record = madeWorld({ members: 8, archetypes: ['a', 'a', 'b', 'c', 'c', 'c', null, null], follows: [...TRIANGLES, [0, 2]] })
  const { measure } = communitiesOf(record, degreesOf(8, record.follows), tiesOf(8, record.follows), seeded(1))
  expect(measure).toMatchObject({ count: 2, isolated: 2 })
  expect(measure.largest.map(({ members, share }) => [members, share])).toEqual([[3, 3 / 8], [3, 3 / 8]])
  expect(measure.largest.map(({ archetype }) => archetype)).toEqual(expect.arrayContaining([{ name: 'a', share: 2 / 3 }, { name: 'c', share: 1 }]))
  expect(measure.largest[0]?.bestKnown).toHaveLength(3)
})
