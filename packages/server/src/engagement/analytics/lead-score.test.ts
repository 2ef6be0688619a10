import { describe, expect, it } from 'vitest'
import { scoreLead, type ScoreFacts } from './lead-score.ts'

const NOW = Date.UTC(2026, 5, 1)
const HOUR = 3_600_000
const NOBODY: ScoreFacts = { stage: 'new', firstSeenMs: null, lastSeenMs: null, counts: {}, consents: {} }
const at = (facts: Partial<ScoreFacts>) => scoreLead({ ...NOBODY, ...facts }, NOW)

describe('the score of a lead', () => {
  it('is the sum of its reasons, cut to 0 and 100', () => {
    const warm = at({ stage: 'engaged', firstSeenMs: NOW - 50 * HOUR, lastSeenMs: NOW - HOUR, counts: { page_view: 4, service_click: 1, email_clicked: 1 } })
    expect(warm.reasons.reduce((sum, { points }) => sum + points, 0)).toBe(warm.score)
    expect(warm.reasons).toContainEqual({ points: 8, why: '4 pages viewed' })
    expect(at({ stage: 'converted', lastSeenMs: NOW, counts: { page_view: 90, service_click: 90, whatsapp_received: 90, payment_success: 9, booking_created: 9 } }).score).toBe(100)
    expect(at({ counts: { unsubscribed: 1 } }).score).toBe(0)
  })

  it('rises with every wanted sign and falls with every unwanted one', () => {
    const base: ScoreFacts = { ...NOBODY, stage: 'interested', firstSeenMs: NOW - 5 * HOUR, lastSeenMs: NOW - HOUR, counts: { page_view: 3, service_click: 2 } }
    const { score } = scoreLead(base, NOW)
    for (const good of ['email_replied', 'whatsapp_received', 'booking_created', 'call_requested', 'payment_success']) expect(at({ ...base, counts: { ...base.counts, [good]: 1 } }).score).toBeGreaterThan(score)
    for (const bad of ['unsubscribed', 'payment_refunded', 'booking_cancelled', 'email_bounced']) expect(at({ ...base, counts: { ...base.counts, [bad]: 1 } }).score).toBeLessThan(score)
    expect(at({ ...base, lastIntent: 'booking' }).score).toBeGreaterThan(score)
    expect(at({ ...base, lastIntent: 'not-interested' }).score).toBeLessThan(score)
    expect(at({ ...base, consents: { email: { status: 'withdrawn' } } }).score).toBe(score - 15)
    expect(scoreLead(base, NOW + 40 * 24 * HOUR).score).toBeLessThan(score)
    expect(at({ ...base, counts: { ...base.counts, email_sent: 6 } }).reasons).toContainEqual({ points: -8, why: '6 messages, and no answer' })
  })

  it('knows of those who stand on the suppression list that nothing reaches them, whatever they once agreed to', () => {
    const base: ScoreFacts = { ...NOBODY, stage: 'interested', lastSeenMs: NOW - HOUR, counts: { page_view: 5, service_click: 3 }, consents: { email: { status: 'granted' }, sms: { status: 'granted' } } }
    const { score } = scoreLead(base, NOW)
    expect(at({ ...base, suppressed: ['email'] })).toMatchObject({ score: score - 15, personaClass: 'comparing offers', reasons: expect.arrayContaining([{ points: -15, why: 'on the suppression list: email' }]) })
    const none = at({ ...base, suppressed: ['email', 'sms'] })
    expect(none).toMatchObject({ score: score - 60, personaClass: 'out of reach' })
    expect(none.reasons).toContainEqual({ points: -30, why: 'no channel is left on which it may be written to' })
    // A no of the lead's own is told once.
    expect(at({ ...base, consents: { email: { status: 'withdrawn' }, sms: { status: 'granted' } }, suppressed: ['email'] }).reasons.filter(({ points }) => points < 0)).toEqual([{ points: -15, why: 'consent withdrawn: email' }])
  })

  it('tells what sort of lead it is', () => {
    expect(at({}).personaClass).toBe('newcomer')
    expect(at({ lastSeenMs: NOW, counts: { page_view: 5 } }).personaClass).toBe('browsing')
    expect(at({ lastSeenMs: NOW, stage: 'interested', counts: { service_click: 2 } }).personaClass).toBe('comparing offers')
    expect(at({ lastSeenMs: NOW, counts: { payment_success: 2 } }).personaClass).toBe('returning customer')
    expect(at({ lastSeenMs: NOW - 40 * 24 * HOUR, stage: 'interested' }).personaClass).toBe('gone quiet')
    expect(at({ lastSeenMs: NOW, lastIntent: 'stop' }).personaClass).toBe('opted out')
  })
})
