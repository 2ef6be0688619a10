import { describe, expect, it } from 'vitest'
import { bulkPreview, outcomeWords } from './bulk-words.ts'

const planned = { state: 'planned' } as const
const sent = { state: 'executed' } as const
const dead = { state: 'failed' } as const
const lost = { state: 'unknown' } as const

describe('an order to many actions', () => {
  it('says whom it concerns and whom not', () => {
    expect(bulkPreview('cancel', [planned, planned, sent])).toMatchObject({ title: 'Cancel 2 actions?', moved: 2, consequence: [expect.stringContaining('They are not sent'), expect.stringContaining('1 other stays as it is')] })
    expect(bulkPreview('replay', [dead])).toMatchObject({ title: 'Replay 1 action?', moved: 1, consequence: [expect.stringContaining('It goes through the gate again')] })
    expect(bulkPreview('replay', [planned, sent])).toMatchObject({ title: 'Nothing to replay', moved: 0 })
  })

  it('asks what the vendor shows where a message may have been sent', () => {
    expect(bulkPreview('replay', [dead, lost])).toMatchObject({ title: 'Replay 2 actions?', moved: 2, reason: 'What the vendor shows', consequence: [expect.any(String), expect.stringContaining('1 of them may have been sent')] })
    expect(bulkPreview('cancel', [lost])).toMatchObject({ moved: 1, reason: 'What the vendor shows', consequence: [expect.any(String), expect.stringContaining('It may have been sent')] })
    expect([bulkPreview('replay', [{ state: 'suppressed' }, dead]).moved, bulkPreview('replay', [dead]).reason]).toEqual([2, undefined])
  })

  it('tells what did not change, by reason', () => {
    expect(outcomeWords('cancel', { done: ['a'], failed: [{ id: 'b', reason: 'it is sent' }, { id: 'c', reason: 'it is sent' }] })).toEqual({ title: 'Cancelled: 1 action', trouble: '2 × it is sent' })
  })
})
