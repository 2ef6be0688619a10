import type { TraceEntry } from '@troupe/contract'
import { describe, expect, it } from 'vitest'
import { actsInWords, traceTotals } from './trace-totals.ts'

function entry(kind: TraceEntry['kind'], more: Partial<TraceEntry> = {}): TraceEntry {
  return {
    seq: 1, at: '2026-11-21T12:00:01.000Z', step: 0, kind, action: null, targetId: null, verdict: null, result: null, reason: null,
    madeId: null, ms: null, tokens: null, costMicros: null, payload: null, payloadErased: false, ...more,
  }
}
const verdict = (kind: NonNullable<TraceEntry['verdict']>['kind']): Partial<TraceEntry> => ({ verdict: { kind, policy: null, reason: null } })

describe('the totals of a turn', () => {
  it('counts as acts only what was let through, and tells the rest beside', () => {
    const totals = traceTotals([entry('acted', verdict('allow')), entry('acted', verdict('suppress')), entry('acted', verdict('allow')), entry('acted'), entry('acted', verdict('ask'))])
    expect(actsInWords(totals)).toBe('3 acts, 1 suppressed, 1 held')
    expect(actsInWords(traceTotals([entry('acted', verdict('allow'))]))).toBe('1 act')
    expect(actsInWords(traceTotals([entry('acted', verdict('suppress'))]))).toBe('0 acts, 1 suppressed')
  })

  it('names each model once, with what they took together', () => {
    expect(traceTotals([
      entry('asked', { targetId: 'rehearsal', tokens: 0 }), entry('asked', { targetId: 'openai/one', ms: 300, tokens: 90 }), entry('asked', { targetId: 'rehearsal' }),
      entry('asked', { action: 'http', ms: 20 }), entry('turn-ended', { ms: 320, tokens: 90 }),
    ])).toMatchObject({ models: ['rehearsal', 'openai/one', 'HTTP service'], modelMs: 320, tokens: 90 })
  })
})
