import fc from 'fast-check'
import { expect, test } from 'vitest'
import { archetypeCamps, communityCamps, type Camps } from './camps.ts'
import { tiesOf } from './graph.ts'
import { polarisationOf, type Polarisation } from './polarisation.ts'
import { madeWorld } from './testing/made-world.ts'
import type { WorldRecord } from './world-record.ts'

const SIDES = { kind: 'sides', names: ['left', 'right'], labels: Int32Array.of(0, 0, 1, 1) }

function along(record: WorldRecord, camps: Camps): Polarisation {
  return polarisationOf(record, camps, tiesOf(record.members.count, record.follows))
}

test('three follows inside, one across', () => {
  const record = madeWorld({ members: 4, follows: [[0, 1], [1, 0], [2, 3], [3, 0]] })
  const { follows, modularity, perCamp, labelled } = along(record, SIDES)
  expect(follows).toMatchObject({ internal: 3, external: 1, eiIndex: -0.5 })
  // Left follows half of the time and is followed three quarters of it: 1/2·3/4 + 1/2·1/4 = 1/2 inside by chance.
  expect(follows.eiByChance).toBeCloseTo(0, 12)
  expect(follows.assortativity).toBeCloseTo((3 / 4 - 1 / 2) / (1 - 1 / 2), 12)
  // Ends of ties: left 5 of 8, right 3 of 8.
  expect(modularity).toBeCloseTo(3 / 4 - (25 + 9) / 64, 12)
  expect(perCamp).toEqual([{ name: 'left', members: 2, eiIndex: -1 }, { name: 'right', members: 2, eiIndex: 0 }])
  expect(labelled).toBe(4)
})

test('answers across camps are counted apart; to oneself not at all', () => {
  const record = madeWorld({
    members: 4,
    posts: [{ by: 0 }],
    comments: [{ by: 2, on: 0 }, { by: 3, on: 0, to: 0 }, { by: 3, on: 0, to: 1 }],
  })
  expect(along(record, SIDES).answers).toMatchObject({ internal: 1, external: 1, eiIndex: 0 })
})

test('without ties, and with all ties in one camp, there is no index to make up', () => {
  expect(along(madeWorld({ members: 4 }), SIDES)).toMatchObject({ follows: { eiIndex: null, assortativity: null }, modularity: null })
  expect(along(madeWorld({ members: 4, follows: [[0, 1]] }), SIDES).follows).toMatchObject({ eiIndex: -1, assortativity: null })
})

test('members outside the camps stay outside', () => {
  const record = madeWorld({ members: 3, follows: [[0, 1], [1, 2]] })
  const { unlabelled, follows } = along(record, { kind: 'sides', names: ['left'], labels: Int32Array.of(0, 0, -1) })
  expect([unlabelled, follows.internal, follows.external]).toEqual([1, 1, 0])
})

test('indices stay in their bounds whatever the graph', () => {
  const graph = fc.array(fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })), { maxLength: 30 })
  fc.assert(fc.property(graph, (follows) => {
    const { eiIndex, assortativity } = along(madeWorld({ members: 4, follows }), SIDES).follows
    expect(Math.abs(eiIndex ?? 0)).toBeLessThanOrEqual(1)
    expect(assortativity ?? 0).toBeLessThanOrEqual(1 + 1e-12)
  }))
})

test('camps from communities leave out the lone, camps from archetypes the unknown', () => {
  expect(communityCamps({ labels: Int32Array.of(0, 0, 1, 2), count: 3 })).toMatchObject({ names: ['community 1'], labels: Int32Array.of(0, 0, -1, -1) })
  expect(archetypeCamps(madeWorld({ members: 3, archetypes: ['a', null, 'b'] }))).toMatchObject({ names: ['a', 'b'], labels: Int32Array.of(0, -1, 1) })
  expect(archetypeCamps(madeWorld({ members: 2, archetypes: ['a', 'a'] }))).toBeNull()
})
