import { deliverySchema, type Delivery } from '@troupe/contract'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { movesForward } from './delivery-rank.ts'
import { machineReason, type Visit } from './machine-traffic.ts'

const after = (said: readonly Delivery[]): Delivery | null => said.reduce<Delivery | null>((now, one) => movesForward(now, one) ? one : now, null)

it('moves forward only, in whatever order receipts come', () => {
  expect(after(['queued', 'sent', 'delivered', 'opened'])).toBe('opened')
  expect(after(['opened', 'delivered', 'sent', 'queued'])).toBe('opened')
  expect(after(['delivered', 'bounced'])).toBe('delivered')
  expect(after(['sent', 'bounced', 'delivered'])).toBe('bounced')
  expect(after(['undelivered', 'opened'])).toBe('opened')
  expect(after(['clicked', 'complained', 'opened'])).toBe('complained')
  fc.assert(fc.property(fc.array(fc.constantFrom(...deliverySchema.options)), (said) => {
    // Said once more, all of it changes nothing.
    expect(after([...said, ...said])).toBe(after(said))
  }))
})

const CHROME = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36'
const visit = (changed: Partial<Visit> & { agent?: string }): Visit => ({ kind: 'click', method: 'GET', sinceArrivalMs: 60_000, linksAtOnce: 1, ...changed, headers: { 'user-agent': changed.agent ?? CHROME, ...changed.headers } })

it('counts what a person did', () => {
  for (const agent of [CHROME, 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1', 'Mozilla/5.0 (X11; Linux x86_64; rv:141.0) Gecko/20100101 Firefox/141.0']) {
    expect([machineReason(visit({ agent })), machineReason(visit({ agent, kind: 'open', sinceArrivalMs: 100 }))], agent).toEqual([null, null])
  }
  expect(machineReason(visit({ sinceArrivalMs: null, linksAtOnce: 2 }))).toBeNull()
})

it.each([
  [{ method: 'HEAD' }, /HEAD/], [{ agent: '' }, /does not name/], [{ agent: 'Mimecast/1.0' }, /scanner/], [{ agent: `${CHROME} Proofpoint` }, /scanner/], [{ kind: 'open', agent: 'Mozilla/5.0 (Windows NT 5.1; rv:11.0) Gecko Firefox/11.0 (via ggpht.com GoogleImageProxy)' }, /proxy/],
  [{ kind: 'open', agent: 'Mozilla/5.0' }, /Apple/], [{ headers: { 'sec-purpose': 'prefetch;prerender' } }, /ahead/], [{ headers: { purpose: 'prefetch' } }, /ahead/], [{ agent: 'curl/8.5.0' }, /program/], [{ agent: 'Slackbot-LinkExpanding 1.0 (+https://api.slack.com/robots)' }, /program/],
  [{ sinceArrivalMs: 700 }, /sooner/], [{ linksAtOnce: 3 }, /many links/],
] satisfies [Partial<Visit> & { agent?: string }, RegExp][])('does not count %o', (changed, why) => {
  expect(machineReason(visit(changed))).toMatch(why)
})
