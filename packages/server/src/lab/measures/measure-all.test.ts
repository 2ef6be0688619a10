import { expect, test } from 'vitest'
import { campsOf, measureAll, measuresFrom } from './measure-all.ts'
import { grownWorld } from './testing/grown-world.ts'
import { madeWorld } from './testing/made-world.ts'

const QUICK = { seed: 'a', degrees: { rounds: 10, sampleMost: 500 }, texts: { windows: 3, textsMost: 100 }, diversity: { textsMost: 200, selfBleuMost: 50 } }

test('a world measured twice gives the same bytes, and they read back as they were', () => {
  const world = grownWorld({ members: 300, groups: 4, postsEach: 2, followsEach: 3, seed: 9 })
  const measures = measureAll(world, QUICK)
  const json = JSON.stringify(measures)
  expect(JSON.stringify(measureAll(world, QUICK))).toBe(json)
  expect(measuresFrom(JSON.parse(json))).toEqual(measures)
  expect(measures.world).toEqual({ fromMs: 0, toMs: 86_400_000, members: 300, posts: 600, comments: 300, follows: 900, reactions: 600 })
  expect(measures.polarisation.map(({ camps }) => camps)).toEqual(['communities', 'archetypes'])
  expect(measures.sentiment.sampled.taken).toBe(300)
})

test('no number in a result is infinite or undefined, in an empty world neither', () => {
  for (const world of [grownWorld({ members: 200, groups: 2, postsEach: 1, followsEach: 2, seed: 3 }), madeWorld({ members: 0 }), madeWorld({ members: 3 })]) {
    const measures = measureAll(world, QUICK)
    expect(JSON.parse(JSON.stringify(measures))).toEqual(measures)
  }
})

test('a study names its own camps', () => {
  const labels = Int32Array.of(0, 1, 0)
  const { polarisation } = measureAll(madeWorld({ members: 3, follows: [[0, 2], [0, 1]] }), { ...QUICK, camps: [{ kind: 'opinions', names: ['for', 'against'], labels }] })
  expect(polarisation.at(-1)).toMatchObject({ camps: 'opinions', follows: { internal: 1, external: 1, eiIndex: 0 } })
})

test('camps for an export are those that were measured', () => {
  const world = grownWorld({ members: 300, groups: 4, postsEach: 1, followsEach: 3, seed: 9 })
  const { polarisation, communities } = measureAll(world, QUICK)
  const camps = campsOf(world, QUICK.seed)
  expect(camps.map(({ kind, names }) => [kind, names.length])).toEqual(polarisation.map(({ camps: kind, campCount }) => [kind, campCount]))
  expect(camps[0]?.labels.filter((label) => label === 0)).toHaveLength(communities.largest[0]?.members as number)
})

test('a result of another version is refused', () => {
  expect(() => measuresFrom({ version: 99 })).toThrow('version 2')
  expect(() => measuresFrom('x')).toThrow('version unknown')
})
