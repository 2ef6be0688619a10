import fc from 'fast-check'
import { expect, test } from 'vitest'
import { archetypeCamps, communityCamps, type Camps } from './camps.ts'
import { exposureOf } from './exposure.ts'
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

test('likes of posts and comments, and posts shown, each by whose they are and who met them', () => {
  const record = madeWorld({
    members: 4,
    posts: [{ by: 0 }, { by: 2 }],
    comments: [{ by: 3, on: 0 }],
    likes: [[1, 'post', 0], [2, 'post', 0], [0, 'comment', 0]],
    shown: [[1, 0, 1], [1, 1, 1], [3, 1, 2], [2, 0, 3], [0, 1, 4, 'popular']],
  })
  expect(along(record, SIDES).likes).toMatchObject({ internal: 1, external: 2 })
  expect(along(record, SIDES).shown).toMatchObject({ internal: 2, external: 3 })
  expect(along(madeWorld({ members: 4 }), SIDES).shown).toBeNull()
  expect(exposureOf(record)).toMatchObject({ sampled: { of: 5, taken: 5 }, reasons: [{ why: 'new', share: 0.8 }, { why: 'popular', share: 0.2 }], authors: { total: 5, withNothingShare: 0.5 } })
})

test('a course: follows as they stood, posts as they were shown, stretch by stretch', () => {
  const record = madeWorld({
    members: 4, fromMs: 0, toMs: 24,
    posts: [{ by: 0 }, { by: 2 }],
    ties: [[0, 1, 0], [2, 3, 0], [0, 2, 12], [0, 2, 20, false]],
    shown: [[1, 0, 6], [1, 1, 6], [3, 1, 18]],
  })
  const { course } = along(record, SIDES)
  expect(course).toHaveLength(25)
  expect([0, 11, 12, 19, 20, 24].map((window) => course[window]?.follows?.toFixed(2))).toEqual(['-1.00', '-1.00', '-0.33', '-0.33', '-1.00', '-1.00'])
  expect([5, 6, 18].map((window) => course[window]?.shownAcross)).toEqual([null, 0.5, 0])
  expect(along(madeWorld({ members: 4 }), SIDES).course).toEqual([])
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
