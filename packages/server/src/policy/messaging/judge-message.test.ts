import { STANDARD_MESSAGING_POLICY, type MessagingPolicy, type PlannedContent } from '@troupe/contract'
import { describe, expect, it, test } from 'vitest'
import { judgeMessage, MESSAGING_POLICIES } from './judge-message.ts'
import type { LeadFacts, MessageFacts, MessagingFacts } from './messaging-facts.ts'
import { isStopWord } from './stop-words.ts'
import { wordsToSend } from './whatsapp-window.ts'
import { wordsHash } from './words-hash.ts'

const HOUR = 3_600_000
const NOON = Date.UTC(2027, 4, 3, 12)
const at = (ms: number): string => new Date(ms).toISOString()
const content: PlannedContent = { subject: 'Hello', text: 'Words', template: null, productId: null, url: null, amountMinor: null, currency: null }
const granted = { status: 'granted', source: 'form', at: at(NOON - 90 * HOUR) } as const
const withdrawn = { status: 'withdrawn', source: 'unsubscribe', at: at(NOON - HOUR) } as const
const hash = wordsHash({ kind: 'send_email', channel: 'email', way: 'email', content, recipient: 'ada@example.org' })

type Change = Partial<Omit<MessagingFacts, 'policy' | 'message' | 'lead'>> & { readonly policy?: Partial<MessagingPolicy>; readonly message?: Partial<MessageFacts>; readonly lead?: Partial<LeadFacts> }

function facts({ policy = {}, message = {}, lead = {}, ...rest }: Change = {}): MessagingFacts {
  return {
    nowMs: NOON, killed: null, agent: { name: 'Sales', state: 'idle', reason: null, untilMs: null }, vendor: 'smtp', recipient: 'ada@example.org', suppressed: null, heldOut: null, sends: [], creatorSends: { count: 0, oldestMs: null },
    unsubscribable: true, stripe: true, policy: { ...STANDARD_MESSAGING_POLICY, ...policy },
    message: { channel: 'email', carrier: 'email', author: 'agent', content, generator: null, contentHash: hash, approvedHash: null, disclosure: 'Written by a program.', ...message },
    lead: { merged: false, erased: false, consents: { email: granted, whatsapp: granted }, zones: ['UTC'], known: true, person: null, thread: null, ...lead }, ...rest,
  }
}

const whatsapp = { channel: 'whatsapp', carrier: 'whatsapp' } as const
const wrote = (ago: number, text = 'hm') => ({ lastInboundMs: NOON - ago, lastInboundText: text }) as const
const approval = (change: Partial<MessagingPolicy['approval']>) => ({ policy: { approval: { ...STANDARD_MESSAGING_POLICY.approval, ...change } } })
const midnight = Date.UTC(2027, 4, 3, 23)

describe('the gate of messages', () => {
  it('lets an ordinary message through, and tells what each policy said', () => {
    const verdict = judgeMessage(facts())
    expect(verdict).toMatchObject({ kind: 'allow', policy: null, reason: null, until: null })
    expect(verdict.all.map(({ policy, kind }) => [policy, kind])).toEqual(MESSAGING_POLICIES.map(({ name }) => [name, 'allow']))
  })

  test.each<[kind: string, policy: string, change: Change, reason: RegExp]>([
    ['hold', 'kill-switch', { killed: 'runaway' }, /runaway/],
    ['suppress', 'lead', { lead: { erased: true } }, /erased/],
    ['suppress', 'lead', { lead: { merged: true } }, /merged/],
    ['suppress', 'recipient', { recipient: null }, /no e-mail address/],
    ['suppress', 'suppression', { suppressed: 'unsubscribe' }, /unsubscribe/],
    ['suppress', 'stop-words', { message: whatsapp, lead: { thread: wrote(HOUR, ' Stop! ') } }, /STOP/],
    ['suppress', 'consent', { lead: { consents: {} } }, /has not agreed to e-mail/],
    ['suppress', 'consent', { lead: { consents: { email: withdrawn } }, policy: { consentNeeded: [] } }, /withdrawn/],
    ['suppress', 'consent', { message: { channel: 'payment-link', carrier: 'whatsapp', content: { ...content, amountMinor: 100, currency: 'EUR' } }, lead: { consents: {}, thread: wrote(HOUR) } }, /payment links|WhatsApp/],
    ['suppress', 'consent', { message: whatsapp, lead: { consents: {}, thread: wrote(24 * HOUR) } }, /has not agreed to WhatsApp/],
    ['suppress', 'consent', { lead: { consents: {}, thread: wrote(HOUR) } }, /has not agreed to e-mail/],
    ['suppress', 'unsubscribe', { unsubscribable: false }, /TROUPE_PUBLIC_URL/],
    ['suppress', 'experiment', { heldOut: 'Greeting' }, /held out of the experiment “Greeting”/],
    ['suppress', 'payment-link', { stripe: false, message: { channel: 'payment-link', content: { ...content, amountMinor: 100, currency: 'EUR' } } }, /Stripe/],
    ['suppress', 'payment-link', { message: { channel: 'payment-link' } }, /no price/],
    ['suppress', 'payment-link', { message: { content: { ...content, text: 'Pay here: {paymentLink}' } } }, /send a payment link instead/],
    ['suppress', 'disclosure', { message: { disclosure: null } }, /written by a program/],
    ['suppress', 'whatsapp-window', { message: whatsapp, lead: { thread: wrote(24 * HOUR) } }, /24 hours/],
    ['suppress', 'conversation', { lead: { person: 'talks' } }, /a person talks/],
    ['hold', 'conversation', { lead: { person: 'waited-for' } }, /is to talk/],
    ['ask', 'approval', approval({ mode: 'always' }), /every message/],
    ['ask', 'approval', { ...approval({ mode: 'first-to-lead' }), lead: { known: false } }, /first message/],
    ['ask', 'approval', { ...approval({ channels: ['email'] }) }, /e-mails need a yes/],
    ['ask', 'approval', { ...approval({ channels: ['call'] }), message: { channel: 'call', carrier: 'call' }, recipient: '+49301234567', lead: { consents: { call: granted } } }, /calls need a yes/],
    ['ask', 'approval', { ...approval({ channels: ['payment-link'] }), message: { channel: 'payment-link', content: { ...content, amountMinor: 100, currency: 'EUR' } } }, /payment links need a yes/],
    ['ask', 'approval', { ...approval({ generated: true }), message: { generator: 'openai/gpt' } }, /openai/],
    ['ask', 'approval', { ...approval({ generated: true }), message: { channel: 'payment-link', generator: 'openai/gpt', content: { ...content, amountMinor: 100, currency: 'EUR' } } }, /openai/],
    ['ask', 'approval', { ...approval({ generated: true }), message: { channel: 'call', carrier: 'call', generator: 'http' }, recipient: '+49301234567', lead: { consents: { call: granted } } }, /http/],
    ['ask', 'approval', { ...approval({ aboveMinor: 500 }), message: { channel: 'payment-link', content: { ...content, amountMinor: 501, currency: 'EUR' } } }, /above €5\.00$/],
    ['ask', 'approval', { ...approval({ mode: 'always' }), message: { approvedHash: 'another' } }, /not those that were approved/],
    ['hold', 'agent', { agent: { name: 'Sales', state: 'paused', reason: null, untilMs: null } }, /Sales is paused/],
    ['hold', 'budget', { agent: { name: 'Sales', state: 'asleep', reason: 'money', untilMs: NOON + HOUR } }, /money/],
    ['hold', 'quiet-hours', { nowMs: midnight }, /21:00–08:00 \(UTC\)/],
    ['suppress', 'consent', { policy: { consentNeeded: ['sms'] }, message: { channel: 'payment-link', carrier: 'sms', content: { ...content, amountMinor: 100, currency: 'EUR' } }, recipient: '+49301234567', lead: { consents: {} } }, /not agreed to SMS/],
    ['suppress', 'whatsapp-window', { vendor: 'twilio', policy: { whatsappTemplate: { id: 'HX1', variables: {} } }, message: { channel: 'payment-link', carrier: 'whatsapp', content: { ...content, amountMinor: 100, currency: 'EUR' } }, recipient: '+49301234567', lead: { consents: { whatsapp: granted } } }, /only templates/],
    ['hold', 'caps', { policy: { caps: [{ channel: 'email', most: 1, hours: 24 }] }, sends: [{ channel: 'payment-link', carrier: 'email', atMs: NOON - HOUR }] }, /at most 1 by email/],
    ['hold', 'caps', { sends: [{ channel: 'sms', carrier: 'sms', atMs: NOON - HOUR }, { channel: 'email', carrier: 'email', atMs: NOON - 2 * HOUR }] }, /at most 2 in 24 hours/],
    ['hold', 'creator-limit', { creatorSends: { count: 2000, oldestMs: NOON - HOUR } }, /2000 messages a day/],
  ])('%ss by %s: %o', (kind, policy, change, reason) => {
    const verdict = judgeMessage(facts(change))
    expect([verdict.kind, verdict.policy]).toEqual([kind, policy])
    expect(verdict.reason).toMatch(reason)
    expect(verdict.until === null).toBe(kind !== 'hold')
  })

  test.each<[why: string, change: Change]>([
    ['the console needs no public address and no Stripe', { vendor: 'console', unsubscribable: false, stripe: false, message: { channel: 'payment-link', content: { ...content, amountMinor: 100, currency: 'EUR' } } }],
    ['who wrote on WhatsApp today is answered there', { message: whatsapp, lead: { consents: {}, thread: wrote(23 * HOUR) } }],
    ['who agreed after a STOP has agreed', { message: whatsapp, lead: { consents: { whatsapp: { ...granted, at: at(NOON - HOUR) } }, thread: wrote(2 * HOUR, 'STOP') } }],
    ['on the console WhatsApp has no window: nobody refuses it there', { vendor: 'console', message: whatsapp, lead: { thread: null } }],
    ['a template goes outside the window', { message: { ...whatsapp, content: { ...content, template: { id: 'HX1', variables: {} } } }, lead: { thread: null } }],
    ['so does the one that the rules name', { message: whatsapp, policy: { whatsappTemplate: { id: 'HX1', variables: {} } } }],
    ['the console itself asks for no consent', { message: { channel: 'console', carrier: null }, lead: { consents: {} }, recipient: null, nowMs: midnight }],
    ['a yes for these words holds', { ...approval({ mode: 'always' }), message: { approvedHash: hash } }],
    ['a person has said yes by writing it', { ...approval({ mode: 'always' }), message: { author: 'person', disclosure: null }, agent: null, unsubscribable: false, lead: { person: 'talks' } }],
    ['that somebody will come is said at once', { lead: { person: 'waited-for', thread: wrote(60_000) } }],
    ['whoever has just written gets an answer at night, and beyond the caps', { nowMs: midnight, lead: { thread: { ...wrote(0), lastInboundMs: midnight - 29 * 60_000 } }, sends: [1, 2, 3].map((n) => ({ channel: 'email', carrier: 'email', atMs: midnight - n * HOUR })) }],
  ])('allows: %s', (_, change) => {
    expect(judgeMessage(facts(change))).toMatchObject({ kind: 'allow' })
  })

  it('holds an answer at night after half an hour, and a second one by the caps', () => {
    const thread = { ...wrote(0), lastInboundMs: midnight - 30 * 60_000 }
    expect(judgeMessage(facts({ nowMs: midnight, lead: { thread } }))).toMatchObject({ kind: 'hold', policy: 'quiet-hours', until: '2027-05-04T08:00:00.000Z' })
    const again = { lead: { thread: wrote(10 * 60_000) }, sends: [{ channel: 'email', carrier: 'email', atMs: NOON - 60_000 }, { channel: 'sms', carrier: 'sms', atMs: NOON - HOUR }] } as const
    expect(judgeMessage(facts(again))).toMatchObject({ kind: 'hold', policy: 'caps', until: at(NOON - HOUR + 24 * HOUR) })
  })
})

it('binds a yes to kind, channel, words, template, variables and address, in whatever order they stand', () => {
  const words = { kind: 'send_whatsapp', channel: 'whatsapp', way: 'whatsapp', content: { ...content, template: { id: 'HX1', variables: { 1: 'Ada', 2: 'Lovelace' } } }, recipient: '+4930' } as const
  const other = (change: object) => wordsHash({ ...words, content: { ...words.content, ...change } })
  const hashes = [
    wordsHash(words), wordsHash({ ...words, kind: 'send_sms' }), wordsHash({ ...words, channel: 'sms' }), wordsHash({ ...words, recipient: '+4931' }), other({ text: 'words' }), other({ subject: null }),
    other({ template: { id: 'HX2', variables: words.content.template.variables } }), other({ template: { id: 'HX1', variables: { 1: 'Eve', 2: 'Lovelace' } } }), other({ template: null }), other({ amountMinor: 1 }),
  ]
  expect(new Set(hashes).size).toBe(hashes.length)
  expect(wordsHash({ ...words, content: { ...Object.fromEntries(Object.entries(words.content).toReversed()) as PlannedContent, template: { variables: { 2: 'Lovelace', 1: 'Ada' }, id: 'HX1' } } })).toBe(hashes[0])
  const link = (way: 'sms' | 'whatsapp') => wordsHash({ ...words, kind: 'send_payment_link', channel: 'payment-link', way })
  expect(link('sms')).not.toBe(link('whatsapp'))
  const outside = facts({ message: whatsapp, policy: { whatsappTemplate: { id: 'HX1', variables: {} } } })
  expect([wordsToSend(outside).template?.id, wordsToSend({ ...outside, lead: { ...outside.lead, thread: wrote(HOUR) } }).template]).toEqual(['HX1', null])
})

it.each([['STOP', true], ['stop.', true], ['STOP\n-- \nBob', true], ['Stop\n> you wrote: prices', true], [' Stop  ALL ', true], ['Ｕｎｓｕｂｓｃｒｉｂｅ', true], ['please stop', false], ['stopped', false], ['', false], ['cancel my booking', false]])('%o is the word: %o', (text, is) => {
  expect(isStopWord(text)).toBe(is)
})
