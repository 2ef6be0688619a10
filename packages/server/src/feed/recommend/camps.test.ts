import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seeded } from '../../base/random.ts'
import { campsOf, type Camp, type Likes } from './camps.ts'

function likes(...pairs: readonly (readonly [number, number])[]): Likes {
  return { by: pairs.map(([member]) => member), of: pairs.map(([, author]) => author) }
}

/** The camp of the first member is 1: which is which means nothing. */
function turned(camps: readonly Camp[]): Camp[] {
  return camps.map((camp) => (camp * (camps[0] === -1 ? -1 : 1) + 0) as Camp)
}

describe('camps', () => {
  test('two who like nobody alike are two camps', () => {
    expect(turned(campsOf(likes([0, 0], [1, 1]), 2, 2))).toEqual([1, -1])
  })

  test('who likes both sides alike is of neither', () => {
    const graph = likes([0, 0], [1, 0], [2, 1], [3, 1], [4, 0], [4, 1])
    expect(turned(campsOf(graph, 5, 2))).toEqual([1, 1, -1, -1, 0])
  })

  test('a small camp beside a large one of one mind is one, and the large one too', () => {
    const large = Array.from({ length: 60 }, (_, n) => [[n, 0], [n, 1], [n, 2]] as const).flat()
    const small = Array.from({ length: 4 }, (_, n) => [60 + n, 3] as const)
    expect(turned(campsOf(likes(...large, ...small), 64, 4))).toEqual(Array.from({ length: 64 }, (_, n) => n < 60 ? 1 : -1))
  })

  test('where all like the same, and where nobody likes anything, there are none', () => {
    expect(campsOf(likes([0, 0], [1, 0], [0, 1], [1, 1]), 2, 2)).toEqual([0, 0])
    expect(campsOf(likes(), 0, 0)).toEqual([])
  })

  test('finds them where each member liked five of thirty authors of its side, and one of the others', () => {
    const random = seeded('camps')
    const pairs = Array.from({ length: 200 }, (_, member) => Array.from({ length: 6 }, (_like, n) => [member, random.below(30) + 30 * ((member + (n === 5 ? 1 : 0)) % 2)] as const)).flat()
    const camps = turned(campsOf(likes(...random.shuffle(pairs)), 200, 60))
    const right = camps.filter((camp, member) => camp === (member % 2 === 0 ? 1 : -1)).length
    const wrong = camps.filter((camp, member) => camp === (member % 2 === 0 ? -1 : 1)).length
    expect(right).toBeGreaterThan(180)
    expect(wrong).toBeLessThan(4)
  })

  test('come out the same in whatever order the likes are told and the members are numbered', () => {
    fc.assert(fc.property(fc.array(fc.tuple(fc.integer({ min: 0, max: 11 }), fc.integer({ min: 0, max: 7 })), { minLength: 1, maxLength: 80 }), fc.string(), (pairs, seed) => {
      const all = [...pairs, ...Array.from({ length: 12 }, (_, member) => [member, member % 8] as const)]
      const random = seeded(seed)
      const numbers = random.shuffle(Array.from({ length: 12 }, (_, member) => member))
      const camps = campsOf(likes(...all), 12, 8)
      const again = campsOf(likes(...random.shuffle(all).map(([member, author]) => [numbers[member] as number, author] as const)), 12, 8)
      expect(numbers.map((number) => again[number])).toEqual(camps)
    }))
  })
})
