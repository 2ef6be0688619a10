import type { ActivityItem, Page } from '@troupe/contract'
import { describe, expect, it } from 'vitest'
import { ActivityList } from './activity-list.ts'
import type { ActivityListener } from './activity-stream.ts'

const ID = '0197a000-0000-7000-8000-000000000001'
const PAGE = 5

function item(seq: number): ActivityItem {
  return {
    seq, at: '2026-11-21T12:00:00.000Z', kind: seq % 2 === 0 ? 'acted' : 'asked', projectId: ID, turnId: ID, action: null, text: `item ${seq}`,
    agent: { id: ID, name: 'Brenda', username: 'brenda', avatarUrl: null }, verdict: null, result: null, costMicros: null,
  }
}

/** A journal that grows, an API over it, and a stream one can cut. */
function world(newest: number) {
  let listener: ActivityListener | null = null
  let failing = false
  const read = async (cursor: string | null): Promise<Page<ActivityItem>> => {
    if (failing) throw new Error('the server is away')
    const from = cursor === null ? newest : Number(cursor)
    const items = Array.from({ length: Math.min(PAGE, from) }, (_, place) => item(from - place))
    return { items, nextCursor: from > PAGE ? String(from - PAGE) : null }
  }
  const list = new ActivityList({}, {
    readPage: read,
    listen: (given) => {
      listener = given
      return () => (listener = null)
    },
    causeOf: (error) => (error as Error).message,
  })
  return {
    list,
    fail: (now: boolean) => (failing = now),
    happen: (count: number, heard: boolean) => {
      for (let each = 0; each < count; each += 1) {
        newest += 1
        if (heard) listener?.items([item(newest)])
      }
    },
    seqs: () => list.view().buffer.shown.map(({ seq }) => seq),
  }
}
const down = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, place) => from - place)

describe('the list that follows the stream', () => {
  it('begins with a page, goes on with the stream, and reads further back', async () => {
    const { list, happen, seqs } = world(12)
    list.start()
    await list.join()
    happen(2, true)
    expect(seqs()).toEqual(down(14, 8))
    await list.loadOlder()
    expect(seqs()).toEqual(down(14, 3))
  })

  it('loses nothing that comes while the first page is under way', async () => {
    const { list, happen, seqs } = world(12)
    list.start()
    happen(1, true)
    await list.join()
    expect(seqs()).toEqual(down(13, 8))
  })

  it('has no gap and no double after the connection was away', async () => {
    const { list, happen, seqs } = world(6)
    list.start()
    await list.join()
    happen(9, false)
    const joining = list.join()
    happen(1, true)
    await joining
    happen(1, true)
    expect(seqs()).toEqual(down(17, 2))
  })

  it('has no gap when the connection goes again while catching up', async () => {
    const { list, happen, seqs } = world(6)
    list.start()
    await list.join()
    happen(9, false)
    void list.join()
    happen(1, true)
    happen(8, false)
    const joining = list.join()
    happen(1, true)
    await joining
    expect(seqs()).toEqual(down(25, 2))
  })

  it('closes the gap the next time when catching up failed', async () => {
    const { list, fail, happen, seqs } = world(6)
    list.start()
    await list.join()
    happen(9, false)
    fail(true)
    await list.join()
    happen(2, true)
    fail(false)
    await list.join()
    expect(seqs()).toEqual(down(17, 2))
  })

  it('keeps still while held, through a reconnect, and then shows all of it', async () => {
    const { list, happen, seqs } = world(6)
    list.start()
    await list.join()
    list.hold(true)
    happen(7, false)
    await list.join()
    expect(seqs()).toEqual(down(6, 2))
    expect(list.view().buffer.held).toHaveLength(7)
    list.hold(false)
    expect(seqs()).toEqual(down(13, 2))
  })

  it('says why the first page failed and comes back on a retry', async () => {
    const { list, fail, seqs } = world(6)
    fail(true)
    list.start()
    await list.join()
    expect(list.view().first).toEqual({ state: 'failed', cause: 'the server is away' })
    fail(false)
    list.retry()
    await list.join()
    expect(seqs()).toEqual(down(6, 2))
  })

  it('keeps the list when catching up fails', async () => {
    const { list, fail, seqs } = world(6)
    list.start()
    await list.join()
    fail(true)
    await list.join()
    expect(list.view().first).toEqual({ state: 'there' })
    expect(seqs()).toEqual(down(6, 2))
  })
})
