import fc from 'fast-check'
import { expect, test } from 'vitest'
import { commentCascades, reshareCascades } from './cascades.ts'
import { madeWorld } from './testing/made-world.ts'
import { treesOf } from './trees.ts'

test('a broadcast to three: every pair of leaves is two apart', () => {
  const { sizes, depths, breadths, viralities } = treesOf(Int32Array.of(-1, 0, 0, 0))
  expect([sizes[0], depths[0], breadths[0]]).toEqual([4, 1, 3])
  // Three pairs at distance 1, three at 2.
  expect(viralities[0]).toBeCloseTo(9 / 6, 12)
})

test('a chain of four', () => {
  const { sizes, depths, breadths, viralities } = treesOf(Int32Array.of(-1, 0, 1, 2))
  expect([sizes[0], depths[0], breadths[0]]).toEqual([4, 3, 1])
  // 1+2+3 + 1+2 + 1 over six pairs.
  expect(viralities[0]).toBeCloseTo(10 / 6, 12)
})

test('trees side by side keep apart, lone nodes are none', () => {
  const trees = treesOf(Int32Array.of(-1, -1, 0, 1, 1, -1, 3))
  expect([...trees.roots]).toEqual([0, 1])
  expect([...trees.sizes]).toEqual([2, 4])
  expect([...trees.depths]).toEqual([1, 2])
  expect([...trees.breadths]).toEqual([1, 2])
})

test('a reference to something younger begins a tree of its own and is told', () => {
  const trees = treesOf(Int32Array.of(1, -1, 1))
  expect(trees.dangling).toBe(1)
  expect([...trees.roots]).toEqual([1])
})

test('virality is the mean distance of pairs, on any tree', () => {
  const tree = fc.array(fc.nat(), { minLength: 1, maxLength: 12 }).map((draws) => Int32Array.from([-1, ...draws.map((draw, index) => draw % (index + 1))]))
  fc.assert(fc.property(tree, (parents) => {
    const ancestors = (node: number): number[] => (node === -1 ? [] : [node, ...ancestors(parents[node] as number)])
    let sum = 0
    let pairs = 0
    for (let a = 0; a < parents.length; a++) {
      for (let b = 0; b < a; b++) {
        const [up, other] = [ancestors(a), ancestors(b)]
        const shared = up.filter((node) => other.includes(node)).length
        sum += up.length + other.length - 2 * shared
        pairs += 1
      }
    }
    expect(treesOf(parents).viralities[0]).toBeCloseTo(sum / pairs, 9)
  }))
})

test('reposts and quotes of a post are one cascade', () => {
  const record = madeWorld({
    members: 4,
    posts: [{ by: 0 }, { by: 1 }, { by: 2, kind: 'repost', of: 0 }, { by: 3, kind: 'quote', of: 2 }],
  })
  const cascades = reshareCascades(record)
  expect(cascades).toMatchObject({ count: 1, shareOfPosts: 0.5, unit: 'posts a cascade' })
  expect(cascades.largest).toEqual([{ post: 0, username: 'm0', size: 3, depth: 2, breadth: 1, virality: 4 / 3 }])
})

test('comments hang below their post or below what they answer', () => {
  const record = madeWorld({
    members: 3,
    posts: [{ by: 0 }, { by: 1 }],
    comments: [{ by: 1, on: 1 }, { by: 2, on: 1, to: 0 }, { by: 2, on: 1 }],
  })
  const cascades = commentCascades(record)
  expect(cascades).toMatchObject({ count: 1, shareOfPosts: 0.5, notes: [] })
  expect(cascades.largest[0]).toMatchObject({ post: 1, username: 'm1', size: 4, depth: 2, breadth: 2 })
})

test('a world without posts has no cascades', () => {
  expect(reshareCascades(madeWorld({ members: 2 }))).toMatchObject({ count: 0, shareOfPosts: null, size: null, largest: [] })
})
