import { STANDARD_MESSAGING_POLICY, type Channel } from '@troupe/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { MessagingFacts, Send } from './messaging-facts.ts'
import { creatorLimit, sendCaps } from './send-caps.ts'

const HOUR = 3_600_000
const CHANNELS = ['email', 'sms', 'whatsapp'] as const

function facts(caps: MessagingFacts['policy']['caps'], channel: (typeof CHANNELS)[number], sends: readonly Send[], nowMs: number): MessagingFacts {
  return {
    nowMs, sends, killed: null, agent: null, vendor: 'console', recipient: 'x', suppressed: null, heldOut: null, creatorSends: { count: 0, oldestMs: null }, unsubscribable: true, stripe: true,
    policy: { ...STANDARD_MESSAGING_POLICY, caps },
    message: { channel, carrier: channel, author: 'agent', content: { subject: null, text: 'x', template: null, productId: null, url: null, amountMinor: null, currency: null }, generator: null, contentHash: '', approvedHash: null, disclosure: 'x' },
    lead: { merged: false, erased: false, consents: {}, zones: [], known: true, person: null, thread: null },
  }
}

const caps = fc.array(fc.record({ channel: fc.constantFrom<Channel | null>(null, ...CHANNELS), most: fc.integer({ min: 1, max: 4 }), hours: fc.integer({ min: 1, max: 72 }) }), { maxLength: 3 })
const wanted = fc.array(fc.tuple(fc.constantFrom(...CHANNELS), fc.integer({ min: 0, max: 30 * 60 })), { minLength: 1, maxLength: 40 })

it('never lets more into any window than it may, whenever they were wanted, and keeps none for ever', () => {
  fc.assert(fc.property(caps, wanted, (rules, wishes) => {
    const queue = wishes.map(([channel, minutes]) => ({ channel, carrier: channel, atMs: minutes * 60_000 })).toSorted((a, b) => a.atMs - b.atMs)
    const sends: Send[] = []
    for (let steps = 0; queue.length > 0; steps++) {
      expect(steps).toBeLessThan(20_000)
      const next = queue.shift()
      if (next === undefined) break
      const verdict = sendCaps.judge(facts(rules, next.channel, sends.toReversed(), next.atMs))
      if (verdict.kind === 'allow') sends.push(next)
      else {
        if (verdict.kind !== 'hold') throw new Error(verdict.kind)
        expect(verdict.untilMs).toBeGreaterThan(next.atMs)
        queue.push({ ...next, atMs: verdict.untilMs })
        queue.sort((a, b) => a.atMs - b.atMs)
      }
    }
    expect(sends).toHaveLength(wishes.length)
    for (const { channel, most, hours } of rules) {
      const counted = sends.filter((send) => channel === null || send.channel === channel)
      for (const { atMs } of counted) expect(counted.filter((other) => other.atMs >= atMs && other.atMs < atMs + hours * HOUR).length).toBeLessThanOrEqual(most)
    }
  }), { numRuns: 200 })
})

it('refuses where none is allowed at all, and lets the creator have so many a day', () => {
  expect(sendCaps.judge(facts([{ channel: 'sms', most: 0, hours: 1 }], 'sms', [], 0))).toMatchObject({ kind: 'suppress' })
  expect(sendCaps.judge(facts([{ channel: 'sms', most: 0, hours: 1 }], 'email', [], 0))).toMatchObject({ kind: 'allow' })
  const nowMs = 100 * HOUR
  const day = (count: number, messagesPerDay: number) => {
    const base = facts([], 'email', [], nowMs)
    return creatorLimit.judge({ ...base, policy: { ...base.policy, messagesPerDay }, creatorSends: { count, oldestMs: nowMs - 5 * HOUR } })
  }
  expect(day(1, 2)).toMatchObject({ kind: 'allow' })
  expect(day(2, 2)).toMatchObject({ kind: 'hold', untilMs: nowMs + 19 * HOUR })
  expect(day(0, 0)).toMatchObject({ kind: 'suppress' })
})
