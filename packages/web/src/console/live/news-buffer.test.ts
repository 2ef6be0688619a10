import { expect, it } from 'vitest'
import { append, collect, emptyBuffer, HELD_MOST, release, type NewsBuffer } from './news-buffer.ts'

const rows = (...ids: string[]) => ids.map((id) => ({ id }))
const ids = ({ shown, held }: NewsBuffer<{ id: string }>) => [shown.map(({ id }) => id).join(''), held.map(({ id }) => id).join('')]

it('lets nothing in while somebody reads, and all of it afterwards, each once', () => {
  let buffer = collect(emptyBuffer<{ id: string }>(), rows('c', 'b', 'a'), true, false)
  buffer = collect(buffer, rows('e', 'd', 'c', 'b'), true, true)
  buffer = collect(buffer, rows('f', 'e', 'd'), true, true)
  expect(ids(buffer)).toEqual(['cba', 'fed'])
  buffer = append(buffer, rows('a', 'z'))
  expect(ids(release(buffer))).toEqual(['fedcbaz', ''])
})

it('shows a known row as it is now, where it stands', () => {
  const buffer = collect(emptyBuffer<{ id: string; turns?: number }>(), rows('b', 'a'), true, false)
  const renewed: { id: string; turns?: number }[] = [{ id: 'b', turns: 1 }]
  expect(collect(buffer, renewed, true, true).shown).toEqual([{ id: 'b', turns: 1 }, { id: 'a' }])
})

it('begins anew where more came than could be joined', () => {
  const first = collect(emptyBuffer<{ id: string }>(), rows('b', 'a'), true, false)
  const torn = collect(first, rows('z', 'y'), false, true)
  expect(ids(torn)).toEqual(['ba', 'zy'])
  expect(ids(release(torn))).toEqual(['zy', ''])
  expect(ids(collect(first, rows('z', 'y'), false, false))).toEqual(['zy', ''])
  const many = collect(first, rows(...Array.from({ length: HELD_MOST + 1 }, (_, place) => `n${place}`), 'b'), true, true)
  expect([many.held.length, many.torn]).toEqual([HELD_MOST, true])
})

it('puts what happened earlier and came late where the server has it', () => {
  const first = collect(emptyBuffer<{ id: string }>(), rows('c', 'b', 'a'), true, false)
  expect(ids(collect(first, rows('d', 'c', 'x', 'b'), true, false))).toEqual(['dcxba', ''])
  const held = collect(collect(first, rows('d', 'c', 'x', 'b'), true, true), rows('e', 'd'), true, true)
  expect(ids(held)).toEqual(['cba', 'edx'])
  expect(ids(release(held))).toEqual(['edcxba', ''])
})
