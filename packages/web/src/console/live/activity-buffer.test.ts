import type { ActivityItem } from '@troupe/contract'
import { describe, expect, it } from 'vitest'
import { append, collect, EMPTY_BUFFER, HELD_MOST, newestSeq, release, restart, SHOWN_MOST } from './activity-buffer.ts'
import { CATCH_UP_PAGES_MOST, catchUp } from './catch-up.ts'

const ID = '0197a000-0000-7000-8000-000000000001'

function item(seq: number): ActivityItem {
  return {
    seq, at: '2026-11-21T12:00:00.000Z', kind: 'acted', projectId: ID, turnId: ID, action: 'like_post', text: `act ${seq}`,
    agent: { id: ID, name: 'Brenda', username: 'brenda', avatarUrl: null }, verdict: 'allow', result: 'done', costMicros: 0,
  }
}
const items = (...seqs: number[]) => seqs.map(item)
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, place) => item(from + place))
const seqs = (list: readonly ActivityItem[]) => list.map(({ seq }) => seq)

describe('the activity buffer', () => {
  it('shows what comes in newest first, once, also when it comes twice or late', () => {
    let buffer = collect(EMPTY_BUFFER, items(1, 2, 4), false)
    buffer = collect(buffer, items(4, 5), false)
    buffer = collect(buffer, items(3), false)
    expect(seqs(buffer.shown)).toEqual([5, 4, 3, 2, 1])
  })

  it('leaves the list alone while paused, counts what waits, and lets it in on release', () => {
    const before = collect(EMPTY_BUFFER, items(1, 2), false)
    let buffer = collect(before, items(3), true)
    buffer = collect(buffer, items(3, 4), true)
    expect(buffer.shown).toBe(before.shown)
    expect(seqs(buffer.held)).toEqual([4, 3])
    expect(newestSeq(buffer)).toBe(4)
    expect(seqs(release(buffer).shown)).toEqual([4, 3, 2, 1])
    expect(release(buffer).held).toEqual([])
  })

  it('does not hold what is already shown', () => {
    const buffer = collect(collect(EMPTY_BUFFER, items(1, 2), false), items(1, 2), true)
    expect(buffer.held).toEqual([])
  })

  it('gives back the same object when nothing is new, so that nothing is drawn again', () => {
    const buffer = collect(EMPTY_BUFFER, items(1, 2), false)
    expect(collect(buffer, items(2), false)).toBe(buffer)
    expect(release(buffer)).toBe(buffer)
  })

  it('adds older pages at the end, without what is waiting', () => {
    const buffer = append(collect(collect(EMPTY_BUFFER, items(8, 9), false), items(10), true), items(10, 8, 7, 6))
    expect(seqs(buffer.shown)).toEqual([9, 8, 7, 6])
    expect(seqs(release(buffer).shown)).toEqual([10, 9, 8, 7, 6])
  })

  it('is bounded while live and says that it was cut', () => {
    const buffer = collect(collect(EMPTY_BUFFER, range(1, SHOWN_MOST), false), range(SHOWN_MOST + 1, SHOWN_MOST + 3), false)
    expect(buffer.shown).toHaveLength(SHOWN_MOST)
    expect(buffer.shown.at(-1)?.seq).toBe(4)
    expect(buffer.cut).toBe(true)
  })

  it('never joins over a hole when a long pause overflows', () => {
    let buffer = collect(EMPTY_BUFFER, range(1, 10), false)
    buffer = collect(buffer, range(11, 11 + HELD_MOST), true)
    const shown = seqs(release(buffer).shown)
    expect(shown).toHaveLength(HELD_MOST)
    expect(shown[0]! - shown.at(-1)!).toBe(HELD_MOST - 1)
    expect(buffer.cut).toBe(true)
  })

  it('begins anew where a gap could not be closed', () => {
    expect(seqs(restart(items(90, 92, 91)).shown)).toEqual([92, 91, 90])
  })
})

describe('catching up after a reconnect', () => {
  const PAGE = 10
  /** A journal of `newest` items, as the API pages it. */
  const journal = (newest: number) => async (cursor: string | null) => {
    const from = cursor === null ? newest : Number(cursor)
    const page = range(Math.max(1, from - PAGE + 1), from).reverse()
    return { items: page, nextCursor: from - PAGE >= 1 ? String(from - PAGE) : null }
  }

  it('reads back until it overlaps, so that there is no gap and no double', async () => {
    const before = collect(EMPTY_BUFFER, range(1, 40), false)
    const missed = await catchUp(journal(73), newestSeq(before))
    expect(missed.joined).toBe(true)
    const after = collect(before, missed.items, false)
    expect(seqs(after.shown)).toEqual(Array.from({ length: 73 }, (_, place) => 73 - place))
  })

  it('keeps a pause through a reconnect', async () => {
    const before = collect(EMPTY_BUFFER, range(1, 40), false)
    const after = collect(before, (await catchUp(journal(55), 40)).items, true)
    expect(after.shown).toBe(before.shown)
    expect(seqs(after.held)).toEqual(Array.from({ length: 15 }, (_, place) => 55 - place))
  })

  it('stops at its bound and says that it did not join', async () => {
    const missed = await catchUp(journal(100_000), 5)
    expect(missed.joined).toBe(false)
    expect(missed.items).toHaveLength(CATCH_UP_PAGES_MOST * PAGE)
    expect(missed.cursor).toBe(String(100_000 - CATCH_UP_PAGES_MOST * PAGE))
  })

  it('takes a journal that ends as joined', async () => {
    expect((await catchUp(journal(7), 0)).joined).toBe(true)
  })
})
