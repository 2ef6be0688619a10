import { describe, expect, test } from 'vitest'
import { InterestMatch, type Reader } from './interest-match.ts'
import { TermIndex } from './term-index.ts'
import { termsOf } from './terms.ts'

describe('terms', () => {
  test('are words that say what a text is about, plurals as singulars, each once', () => {
    expect([...termsOf('The BAKERIES of @bakery: glass buses, a bus at 9, and 300 bakeries! https://trams.example/geese')]).toEqual([['bakery', 'bakeries'], ['glass', 'glass'], ['buse', 'buses'], ['bus', 'bus']])
    expect([...termsOf("don't we'll it's")]).toEqual([])
    expect([...termsOf('#Brötchen 茶 ой')].map(([term]) => term)).toEqual(['brötchen', '茶', 'ой'])
  })
})

describe('interest match', () => {
  const stranger: Reader<string> = { interests: [], bio: '', own: [], reaction: () => null }
  const pool = new Map([['a', 'bakery news'], ['b', 'goose news'], ['c', 'news about news'], ['d', 'goose, bakery, library, petition, roundabout and swimming pool']])
  const indexOf = (posts: ReadonlyMap<string, string>): TermIndex<string> => {
    const index = new TermIndex<string>()
    for (const [id, text] of posts) index.add(id, null, text)
    return index
  }
  const scores = (reader: Partial<Reader<string>>, index = indexOf(pool)): Record<string, number> => {
    const match = new InterestMatch(index, [...pool.keys()], { ...stranger, ...reader })
    return Object.fromEntries([...pool.keys()].map((id) => [id, match.scoreOf(id)]))
  }

  test('nobody in particular matches nothing', () => {
    expect(scores({})).toEqual({ a: 0, b: 0, c: 0, d: 0 })
  })

  test('the rarer term weighs more, and a short post that is all about it more than a long one', () => {
    const { a = 0, b = 0, c = 0, d = 0 } = scores({ interests: ['bakery', 'news'] })
    expect(a).toBeGreaterThan(c)
    expect(a).toBeGreaterThan(d)
    expect(b).toBeGreaterThan(0)
    expect(d).toBeGreaterThan(b / 2)
  })

  test('what one reacted to scores nothing, and teaches when it was liked', () => {
    expect(scores({ reaction: (post) => (post === 'b' ? 1 : null) })).toMatchObject({ b: 0, a: expect.any(Number), d: expect.any(Number) })
    expect(scores({ reaction: (post) => (post === 'b' ? 1 : null) })['d']).toBeGreaterThan(0)
    expect(scores({ reaction: (post) => (post === 'b' ? -1 : null) })).toEqual({ a: 0, b: 0, c: 0, d: 0 })
  })

  test('an index that posts left and came to is as one made of those that stayed', () => {
    const index = indexOf(new Map([['x', 'bakery goose tram'], ...pool, ['y', 'goose goose news']]))
    index.remove('x')
    index.remove('y')
    index.remove('a')
    index.add('a', null, 'bakery news')
    expect(index.size).toBe(4)
    expect(scores({ interests: ['geese and bakeries'], bio: 'news of a goose' }, index)).toEqual(scores({ interests: ['geese and bakeries'], bio: 'news of a goose' }))
  })
})
