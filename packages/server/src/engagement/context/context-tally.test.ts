import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Stage } from '@troupe/contract'
import { ContextTally, stageChange, withEvent } from './context-tally.ts'
import { emptyContext, type ContextEvent, type LeadContext } from './lead-context.ts'

const SINCE = 50
const event = (type: string, atMs: number, payload: Record<string, unknown> = {}, counted = true): ContextEvent => ({ type, atMs, payload, counted })
const after = (...events: readonly ContextEvent[]): LeadContext => {
  const tally = new ContextTally(emptyContext(SINCE), SINCE)
  for (const one of events) tally.add(one)
  return tally.context()
}
/** As it is stored and read again. */
const stored = (context: LeadContext): LeadContext => JSON.parse(JSON.stringify(context)) as LeadContext

const anyEvent = fc.record({
  // Few moments, so that many fall on the same one.
  atMs: fc.integer({ min: 0, max: 12 }), counted: fc.boolean(),
  type: fc.constantFrom('page_view', 'service_click', 'email_sent', 'email_replied', 'payment_success', 'payment_refunded', 'identify', 'stage_changed', 'subscription_cancelled', 'constructor', '__proto__', 'Webinar joined'),
  payload: fc.oneof(
    fc.record({ to: fc.constantFrom('new', 'interested', 'engaged', 'converted', 'churned', 'nonsense'), by: fc.constantFrom('person', 'rules') }), fc.record({ amountMinor: fc.nat(500) }), fc.record({ amount: fc.double() }),
    fc.dictionary(fc.constantFrom('plan', 'city', 'email', 'toString'), fc.oneof(fc.string({ maxLength: 3 }), fc.integer(), fc.boolean(), fc.constant(null), fc.constant([1]))), fc.constant(null),
  ),
}) satisfies fc.Arbitrary<ContextEvent>

it('comes out the same in whatever order events arrive, one by one or all at once', () => {
  fc.assert(fc.property(fc.array(anyEvent, { maxLength: 40 }).chain((events) => fc.tuple(fc.constant(events), fc.shuffledSubarray(events, { minLength: events.length }))), ([events, shuffled]) => {
    const inOrder = after(...events.toSorted((a, b) => a.atMs - b.atMs))
    const arrived = shuffled.reduce((context, one) => stored(withEvent(context, one, SINCE)), emptyContext(SINCE))
    expect(arrived).toEqual(stored(inOrder))
  }), { numRuns: 500 })
})

it('makes of two contexts the one that all their events make', () => {
  fc.assert(fc.property(fc.array(fc.tuple(anyEvent, fc.boolean()), { maxLength: 40 }), (events) => {
    const [ours, theirs] = [true, false].map((side) => stored(after(...events.filter(([, of]) => of === side).map(([one]) => one)))) as [LeadContext, LeadContext]
    const tally = new ContextTally(ours, SINCE)
    tally.join(theirs)
    expect(stored(tally.context())).toEqual(stored(after(...events.map(([one]) => one))))
  }), { numRuns: 500 })
})

it('keeps the attributes that were said last when there are too many, in any order', () => {
  const names = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 140 }), fc.integer({ min: 0, max: 30 })), { minLength: 101, maxLength: 160 })
  fc.assert(fc.property(names.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))), ([list, shuffled]) => {
    const events = (of: readonly (readonly [number, number])[]) => of.map(([name, atMs]) => event('identify', atMs, { [`a${name}`]: atMs }))
    expect(after(...events(list))).toEqual(after(...events(shuffled)))
    expect(Object.keys(after(...events(list)).attributes).length).toBeLessThanOrEqual(100)
  }), { numRuns: 50 })
})

it('goes up by what leads do, and says since when', () => {
  const stages = (...events: ContextEvent[]): [Stage, number] => {
    const { stage, stageSinceMs } = after(...events)
    return [stage, stageSinceMs]
  }
  expect(stages()).toEqual(['new', SINCE])
  expect(stages(event('page_view', 100), event('page_view', 110), event('email_sent', 120))).toEqual(['new', SINCE])
  expect(stages(event('page_view', 100), event('page_view', 130), event('page_view', 110), event('page_view', 150))).toEqual(['interested', 130])
  expect(stages(event('service_click', 100), event('booking_created', 200), event('booking_created', 300))).toEqual(['engaged', 200])
  expect(stages(event('payment_success', 100), event('service_click', 200))).toEqual(['converted', 100])
  expect(stages(event('email_opened', 100, {}, false), event('service_click', 100, {}, false))).toEqual(['new', SINCE])
})

it('lets somebody who left come back by more than a glance, and a person say how it stands', () => {
  const bought = [event('payment_success', 100), event('subscription_cancelled', 200)]
  expect(after(...bought, event('page_view', 201), event('service_click', 202)).stage).toBe('churned')
  expect(after(...bought, event('email_replied', 300)).stage).toBe('converted')
  const set = event('stage_changed', 500, { from: 'converted', to: 'interested', by: 'Olga' })
  expect(after(...bought, set)).toMatchObject({ stage: 'interested', stageSinceMs: 500 })
  expect(after(set, event('page_view', 600), event('booking_created', 700))).toMatchObject({ stage: 'engaged' })
  expect(after(event('service_click', 100), event('stage_changed', 100, stageChange('new', 'interested')), event('stage_changed', 500, { to: 'converted' }), event('service_click', 900))).toMatchObject({ stage: 'converted', stageSinceMs: 500, counts: { stage_changed: 2 } })
})

it('counts money by its currency, and the lead\'s own doing as a sign of life', () => {
  const context = after(
    event('payment_success', 100, { amount: 49.5, currency: 'EUR' }), event('payment_success', 101, { amount: 5000, currency: 'JPY' }), event('payment_refunded', 102, { amountMinor: 1000 }), event('payment_success', 103, { amount: 'much' }),
    event('email_sent', 900), event('identify', 50, { plan: 'pro', email: 'a@b.example', list: [] }), event('identify', 40, { plan: 'free', since: null }),
  )
  expect(context).toMatchObject({ revenueMinor: 4950 + 5000 - 1000, firstSeenMs: 40, lastSeenMs: 103, events: 7, lastAtMs: { email_sent: 900 } })
  expect(context.attributes).toEqual({ plan: 'pro', since: null })
})
