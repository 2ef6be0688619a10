import type { TimelineItem } from '@troupe/contract'
import { expect, it } from 'vitest'
import { toldOnce } from './told-once.ts'

const item = (id: string, kind: TimelineItem['kind'], actionId: string | null) => ({ id, kind, actionId }) as TimelineItem

it('leaves a plan out once its message stands there, and nothing else', () => {
  const items = [item('1', 'message', 'sent'), item('2', 'verdict', 'sent'), item('3', 'action', 'sent'), item('4', 'action', 'waiting'), item('5', 'message', null), item('6', 'event', null)]
  expect(toldOnce(items).map(({ id }) => id)).toEqual(['1', '2', '4', '5', '6'])
})
