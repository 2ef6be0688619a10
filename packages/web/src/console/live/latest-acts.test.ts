import type { ActivityItem } from '@troupe/contract'
import { expect, it } from 'vitest'
import { LatestActs } from './latest-acts.ts'

function item(seq: number, fields: Partial<ActivityItem> = {}): ActivityItem {
  return {
    seq, at: new Date(seq * 1000).toISOString(), kind: 'acted', projectId: 'p', agent: { id: 'ann', name: 'Ann', username: null, avatarUrl: null }, turnId: `turn-${seq}`,
    action: 'like_post', text: `act ${seq}`, verdict: 'allow', result: 'done', costMicros: null, ...fields,
  }
}

it('keeps the newest act and thought of each, whatever the order they come in', () => {
  const acts = new LatestActs()
  acts.take([item(3), item(2), item(4, { kind: 'turn-ended', text: 'rested: Enough.' }), item(1, { kind: 'turn-ended', text: 'rested: Not yet.' })])
  expect(acts.of('ann').act?.seq).toBe(3)
  expect(acts.of('ann').thought).toEqual({ at: item(4).at, text: 'Enough.', turnId: 'turn-4' })
  acts.take([item(5, { kind: 'turn-ended', text: 'rested' }), item(6, { kind: 'asked', text: 'asked rehearsal' })])
  expect([acts.of('ann').act?.seq, acts.of('ann').thought?.text]).toEqual([3, 'Enough.'])
  expect(acts.of('bob')).toEqual({ act: null, thought: null })
})

it('tells those who watch an agent, and only of that one', () => {
  const acts = new LatestActs()
  const told: string[] = []
  const stop = acts.watch('ann', () => told.push('ann'))
  acts.watch('bob', () => told.push('bob'))
  acts.take([item(1)])
  stop()
  acts.take([item(2), item(3, { agent: { id: 'bob', name: 'Bob', username: null, avatarUrl: null } })])
  expect(told).toEqual(['ann', 'bob'])
})
