import { describe, expect, it } from 'vitest'
import { stillItems } from './use-still-list.ts'

const one = (id: string, words = id) => ({ id, words })
const keyOf = ({ id }: { id: string }) => id
const held = [one('b'), one('c')]

describe('a list that is read', () => {
  it('lets new ones wait and renews those in sight', () => {
    expect(stillItems(held, [one('a'), one('b', 'newer'), one('c')], keyOf)).toEqual({ items: [one('b', 'newer'), one('c')], waiting: 1 })
  })

  it('goes on below as pages come, and keeps what has left', () => {
    expect(stillItems(held, [one('a'), one('c'), one('d')], keyOf)).toEqual({ items: [one('b'), one('c'), one('d')], waiting: 1 })
  })

  it('lets all wait once nothing of it is left', () => {
    expect(stillItems(held, [one('x'), one('y')], keyOf)).toEqual({ items: held, waiting: 2 })
    expect(stillItems(held, [], keyOf)).toEqual({ items: held, waiting: 0 })
    expect(stillItems([], [one('x')], keyOf)).toEqual({ items: [], waiting: 1 })
  })
})
