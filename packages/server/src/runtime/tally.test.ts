import { describe, expect, test } from 'vitest'
import { ACTIONS } from '../agent/testing/situation.ts'
import { dayOf, tallied } from './tally.ts'

const EVENING = Date.UTC(2026, 9, 1, 23, 59, 59, 999)
const today = { day: '2026-10-01', posts: 3, comments: 5, acts: 9 }

describe('what an agent has written today', () => {
  test.each([['create_post', { posts: 4, acts: 10 }], ['comment', { comments: 6, acts: 10 }], ['like_post', { acts: 10 }], ['update_bio', { acts: 10 }], ['refresh_feed', {}], ['nothing_known', {}]])('%s', (action, change) => {
    expect(tallied(today, ACTIONS.get(action), EVENING)).toEqual({ ...today, ...change })
  })

  test('counts acts from none where an older tally has no count', () => {
    expect(tallied({ day: '2026-10-01', posts: 3, comments: 5 }, ACTIONS.get('like_post'), EVENING)).toEqual({ day: '2026-10-01', posts: 3, comments: 5, acts: 1 })
  })

  test('begins anew at midnight UTC', () => {
    expect(tallied(today, ACTIONS.get('comment'), EVENING + 1)).toEqual({ day: '2026-10-02', posts: 0, comments: 1, acts: 1 })
  })

  test('days are told apart to the millisecond, in any order', () => {
    expect([EVENING, EVENING + 1, EVENING, 0].map(dayOf)).toEqual(['2026-10-01', '2026-10-02', '2026-10-01', '1970-01-01'])
  })
})
