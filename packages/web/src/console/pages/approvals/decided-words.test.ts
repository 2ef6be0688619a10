import type { Approval } from '@troupe/contract'
import { expect, it } from 'vitest'
import { decidedWords } from './decided-words.ts'

const of = (id: string, consumerName: string) => ({ id, action: { consumerName, consumerId: 'c' } }) as Approval

it('says how many were decided, and of each that was not whose it is and why', () => {
  const asked = [of('a', 'Ada'), of('b', 'Ben')]
  expect(decidedWords('approve', { done: ['a', 'b'], failed: [] }, asked)).toEqual({ title: 'Approved: 2 messages', open: [] })
  expect(decidedWords('reject', { done: ['a'], failed: [{ id: 'b', reason: 'Somebody was first.' }] }, asked)).toEqual({ title: 'Rejected: 1 message; 1 was not decided', open: [{ id: 'b', name: 'Ben', why: 'Somebody was first.' }] })
})
