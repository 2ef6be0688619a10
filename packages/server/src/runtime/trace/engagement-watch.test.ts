import type { EngagementTopic } from '@troupe/contract'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import type { Topic } from '../../store/notifier.ts'
import { EngagementWatch } from './engagement-watch.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('tells the first news at once and a crowd of them together', () => {
  const heard = new Map<Topic, () => void>()
  using watch = new EngagementWatch({ on: (topic, listener) => {
    heard.set(topic, listener)
    return () => heard.delete(topic)
  } }, 300)
  const told: (readonly EngagementTopic[])[] = []
  const end = watch.watch((topics) => told.push(topics))
  for (let count = 0; count < 100; count++) heard.get('events')?.()
  heard.get('actions')?.()
  expect(told).toEqual([['events']])
  vi.advanceTimersByTime(300)
  expect(told).toEqual([['events'], ['events', 'actions']])
  // Quiet again: nothing is said, and the next is told at once.
  vi.advanceTimersByTime(600)
  expect(told).toHaveLength(2)
  heard.get('conversations')?.()
  expect(told).toHaveLength(3)
  end()
  vi.advanceTimersByTime(300)
  heard.get('events')?.()
  expect(told).toHaveLength(3)
})
