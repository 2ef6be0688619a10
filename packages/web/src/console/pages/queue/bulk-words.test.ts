import { describe, expect, it } from 'vitest'
import { bulkPreview, outcomeWords } from './bulk-words.ts'

const planned = { state: 'planned', dead: false } as const
const sent = { state: 'executed', dead: false } as const
const dead = { state: 'failed', dead: true } as const

describe('an order to many actions', () => {
  it('says whom it concerns and whom not', () => {
    expect(bulkPreview('cancel', [planned, planned, sent])).toMatchObject({ title: 'Cancel 2 actions?', moved: 2, consequence: [expect.stringContaining('They are not sent'), expect.stringContaining('1 other stays as it is')] })
    expect(bulkPreview('replay', [dead])).toMatchObject({ title: 'Replay 1 action?', moved: 1, consequence: [expect.stringContaining('It goes through the gate again')] })
    expect(bulkPreview('replay', [planned, sent])).toMatchObject({ title: 'Nothing to replay', moved: 0 })
  })

  it('tells what did not change, by reason', () => {
    expect(outcomeWords('cancel', { done: ['a'], failed: [{ id: 'b', reason: 'it is sent' }, { id: 'c', reason: 'it is sent' }] })).toEqual({ title: 'Cancelled: 1 action', trouble: '2 × it is sent' })
  })
})
