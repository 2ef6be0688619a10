import { describe, expect, it } from 'vitest'
import { agentSituation, CALL, COURSE, SITUATION_MS } from '../testing/agent-situation.ts'
import { draftActions } from './draft-actions.ts'
import { answerTo } from './api/objections.ts'
import { LeadApi } from './lead-api.ts'
import type { MessagingSituation } from './situation.ts'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS

function api(changes: Parameters<typeof agentSituation>[0] = {}): LeadApi {
  return new LeadApi(agentSituation(changes), {})
}
function drafts(situation: MessagingSituation, plan: (api: LeadApi) => void) {
  const made = new LeadApi(situation, {})
  plan(made)
  const { drafted, misfits } = draftActions(made.planned.intents, situation)
  return { outcomes: drafted.map(({ outcome }) => outcome), actions: drafted.flatMap(({ outcome }) => outcome.kind === 'action' ? [outcome.draft] : []), misfits: misfits.map(({ action, fault }) => `${action}: ${fault}`) }
}

describe('the lead', () => {
  it('says who it is, with the creator’s clock and language where its own are not known', () => {
    const { lead } = api({ lead: { timezone: null, locale: null, tags: ['vip'] }, context: { stage: 'engaged', attributes: { company: 'Navy' } } })
    expect([lead.name, lead.firstName, lead.email, lead.phone, lead.timezone, lead.locale]).toEqual(['Grace Hopper', 'Grace', 'grace@lead.example', null, 'Europe/Berlin', 'de'])
    expect([lead.isNew, lead.isInterested, lead.isEngaged, lead.isConverted, lead.isChurned, lead.stage, lead.stageBefore]).toEqual([false, false, true, false, false, 'engaged', 'new'])
    expect([lead.hasTag('vip'), lead.hasTag('x'), lead.attribute('company'), lead.attribute('constructor')]).toEqual([true, false, 'Navy', null])
  })

  it.each([['GRACE HOPPER', 'Grace'], ['al', 'al'], ['grace@lead.example', null], ['user_77', null], [null, null], ['  ', null]])('calls "%s" by %s', (name, first) => expect(api({ lead: { name } }).lead.firstName).toBe(first))

  it('can be written to where it agreed or has just written', () => {
    const lead = { email: 'a@b.example', phone: '+1', whatsapp: '+1', consents: { email: 'granted', sms: 'withdrawn' } as const }
    const { can, consented } = api({ lead })
    expect([can('email'), can('sms'), can('whatsapp'), can('in-app'), consented('email')]).toEqual([true, false, false, false, true])
    expect(api({ lead, conversation: { channel: 'whatsapp' } }).can('whatsapp')).toBe(true)
    expect(api({ lead: { ...lead, whatsapp: null }, conversation: { channel: 'whatsapp' } }).can('whatsapp')).toBe(false)
  })
})

describe('what happened', () => {
  it('is counted, and told by how long ago', () => {
    const made = api({ context: { counts: { page_view: 3, payment_success: 2, payment_refunded: 1, booking_created: 1, booking_cancelled: 1 }, lastAtMs: { page_view: SITUATION_MS - 2 * DAY_MS }, revenueMinor: 4900 }, event: { nth: 3, before: { lastSeenMs: SITUATION_MS - 25 * HOUR_MS, stage: 'new' } } })
    expect([made.count('page_view'), made.count('toString'), made.has('page_view'), made.first('page_view'), made.hasBought, made.hasBooking, made.revenue]).toEqual([3, 0, true, false, true, false, 4900])
    expect([made.since('page_view'), made.hoursSince('page_view'), made.daysSince('page_view'), made.daysSince('none'), made.hoursSinceLastSeen]).toEqual([2 * DAY_MS, 48, 2, null, 25])
    expect([made.happenedWithin('page_view', '1d'), made.happenedWithin('page_view', '2d'), made.hoursAgo(1), made.daysAgo(1)]).toEqual([false, true, SITUATION_MS - HOUR_MS, SITUATION_MS - DAY_MS])
    expect(() => made.happenedWithin('page_view', 'soon')).toThrow('a span such as 24h')
  })

  it('is read out of the payload without surprises', () => {
    const { event } = api({ event: { payload: { a: { b: [{ c: ' two\nlines ' }] }, n: '12.5', yes: 'true', at: '2027-01-01T00:00:00Z', long: 'x'.repeat(400) } } })
    expect([event.get('a.b.0.c'), event.text('a.b.0.c'), event.number('n'), event.boolean('yes'), event.time('at')]).toEqual([' two\nlines ', 'two lines', 12.5, true, Date.UTC(2027, 0)])
    expect([event.get('a.constructor'), event.get('__proto__.x'), event.text('a'), event.number('yes'), event.boolean('n'), event.time('yes'), event.text('long')?.length, event.said]).toEqual([undefined, undefined, null, null, null, null, 301, null])
  })
})

describe('the offer', () => {
  const { creator } = api()
  it('is found by id, name and event', () => {
    expect([creator.product(CALL.id)?.name, creator.product('svc-1')?.name, creator.product('career call')?.name, creator.product('ninety days')?.name, creator.product('')]).toEqual(['Career call', 'Career call', 'Career call', COURSE.name, null])
    expect([creator.cheapestProduct?.name, creator.easiestOffer?.price, creator.service('Team workshop')?.price, creator.service('nothing')]).toEqual(['Career call', '€49', 'on request', null])
    expect(creator.offers.map(({ name }) => name)).toEqual(['Lead in ninety days', 'Career call', 'Team workshop'])
    expect(api({ event: { payload: { service_id: 'svc-1' } } }).creator.offerOfEvent?.name).toBe('Career call')
    expect([creator.offerIn('tell me about the workshop')?.name, creator.offerIn('hello')]).toEqual(['Team workshop', null])
  })

  it('has answers to objections like these, and none to others', () => {
    expect(creator.objectionAnswer('honestly the price is above my budget')?.objection).toBe('It is too expensive')
    expect(creator.objectionAnswer('Is that possible remotely?')?.answer).toBe('Everything happens by video.')
    expect([creator.objectionAnswer('do you like cats'), creator.objectionAnswer('')]).toEqual([null, null])
    expect(['we want to bake for five, is that possible?', 'I need to think it over'].map((said) => answerTo(said, [{ objection: 'I want to think about it.', answer: 'Take your time.' }])?.answer ?? null)).toEqual([null, 'Take your time.'])
  })
})

describe('words', () => {
  it('fill their gaps, leave out lines that would have holes, and refuse gaps that nobody knows', () => {
    const made = api({ lead: { name: null } })
    expect(made.say('Hi {firstName|there} from {creatorFirstName}\nHello {firstName}\n{offer} ({price})', {}, made.creator.service('Career call'))).toBe('Hi there from Ada\nCareer call (€49)')
    expect(() => made.say('{frstName}')).toThrow('a gap {frstName} that is known')
    expect(made.say(['{nothing} a', 'b'], { nothing: null })).toBe('b')
  })

  it('write money and times as the lead reads them', () => {
    expect([api().money(4900), api().money(1999, 'USD'), api().money(500, 'JPY'), api({ lead: { locale: 'de-DE' } }).money(123_450)]).toEqual(['€49', '$19.99', '¥500', '1.234,50\u00a0€'])
    expect([api().date(SITUATION_MS), api({ lead: { locale: 'de' } }).date(SITUATION_MS, 'weekday'), api().localHour, api({ lead: { timezone: 'Nowhere/At_All' } }).localHour]).toEqual(['Monday, May 3', 'Montag', 8, 12])
  })
})

describe('a plan', () => {
  it('comes out as actions with their times, and what waits puts off what follows', () => {
    const { actions, outcomes, misfits } = drafts(agentSituation({ lead: { phone: '+1', whatsapp: '+1', tags: ['old'] } }), ({ send, tag, untag, setStage, wait, escalate, requestCall, doNothing }) => {
      send.email({ subject: 'Hi', text: 'One', in: '5m', unless: ['converted', 'converted'], priority: 3 })
      send.whatsapp({ text: 'Two', at: SITUATION_MS + DAY_MS })
      wait('2d')
      send.sms({ text: 'Three' })
      tag('new')
      tag('old')
      untag('old')
      setStage('engaged', 'spoke')
      requestCall('prices', { in: '1h' })
      escalate('please')
      doNothing('done')
    })
    expect(misfits).toEqual([])
    expect(actions.map(({ kind, channel, sendAtMs, cancelWhen, priority, content: { text } }) => [kind, channel, sendAtMs - SITUATION_MS, cancelWhen, priority, text])).toEqual([
      ['send_email', 'email', 300_000, ['converted'], 3, 'One'], ['send_whatsapp', 'whatsapp', DAY_MS, [], 0, 'Two'], ['send_sms', 'sms', 2 * DAY_MS, [], 0, 'Three'], ['request_call', 'call', 2 * DAY_MS + HOUR_MS, [], 0, 'prices'],
    ])
    expect(outcomes.filter(({ kind }) => kind !== 'action')).toEqual([
      { kind: 'nothing', why: 'waits 2d' }, { kind: 'change', change: { kind: 'tag', tag: 'new' } }, { kind: 'change', change: { kind: 'untag', tag: 'old' } },
      { kind: 'change', change: { kind: 'stage', stage: 'engaged', reason: 'spoke' } }, { kind: 'change', change: { kind: 'escalate', reason: 'please' } }, { kind: 'nothing', why: 'done' },
    ])
  })

  it('sends by the best way there is', () => {
    const best = (changes: Parameters<typeof agentSituation>[0], prefer?: 'whatsapp') => drafts(agentSituation(changes), ({ send }) => void send.best({ subject: 'S', text: 'Long', short: 'Short', ...(prefer === undefined ? {} : { prefer }) })).actions.map(({ channel, content }) => `${channel} ${content.text}`)
    const lead = { phone: '+1', whatsapp: '+1', consents: { email: 'granted', whatsapp: 'granted' } as const }
    expect([best({ lead }), best({ lead }, 'whatsapp'), best({ lead, conversation: { channel: 'sms' } })]).toEqual([['email Long'], ['whatsapp Short'], ['sms Short']])
    // Nobody agreed to anything: the gate is to say so, where there is an address.
    expect([best({ lead: { consents: {} } }), best({ lead: { email: null, consents: {} } }), best({ lead: { consents: { email: 'withdrawn' } } })]).toEqual([['email Long'], [], []])
  })

  it('holds no message of which no more than a greeting is left, and says what is not known', () => {
    const text = 'Hi {firstName|there},\n\nBefore you decide on {offer} ({price}): what does your oven do?'
    const oven = (changes: Parameters<typeof agentSituation>[0], words: string | string[] = text, subject = 'Your oven') => drafts(agentSituation(changes), ({ send, creator }) => void send.best({ offer: creator.offerOfEvent, subject, text: words })).outcomes
    const nothing = (why: string) => [{ kind: 'nothing', why: `nothing to say is left of the ${why}` }]
    expect(oven({ event: { payload: { service: 'Career call' } } })).toMatchObject([{ kind: 'action', draft: { content: { text: expect.stringContaining('Career call (€49)') as string } } }])
    expect(oven({})).toEqual(nothing('text: {offer} and {price} are not known'))
    expect(oven({ lead: { phone: '+1', consents: { sms: 'granted' } } }, 'About {offer}?')).toEqual(nothing('text: {offer} is not known'))
    expect(oven({}, 'Hello!\n{offer}\n\nKind regards,')).toEqual(nothing('text: {offer} is not known'))
    expect(oven({}, 'What does your oven do?', 'About {offer}')).toEqual(nothing('subject: {offer} is not known'))
    // What still says something goes out, and is taken before what does not.
    expect(oven({}, [text, `${text}\nThree words are enough.`])).toMatchObject([{ kind: 'action', draft: { content: { text: 'Hi Grace,\n\nThree words are enough.' } } }])
  })

  it('refuses what does not fit, and keeps the rest', () => {
    const { actions, misfits } = drafts(agentSituation(), ({ send }) => {
      send.email({ subject: '', text: 'No subject' })
      send.email({ subject: 'S', text: 'T', in: 'soon' })
      send.sms({ text: 'x'.repeat(700) })
      send.email({ subject: 'S', text: 'Far', at: SITUATION_MS + 400 * DAY_MS })
      send.webhook({ lead: 'Grace' })
      send.email({ subject: 'S', text: 'Late', at: SITUATION_MS - DAY_MS })
    })
    expect(misfits.map((one) => one.split(':').slice(0, 2).join(':'))).toEqual(['send_email: subject', 'send_email: in', 'send_sms: text', 'send_email: at'])
    expect(actions.map(({ channel, sendAtMs, content: { text } }) => [channel, sendAtMs - SITUATION_MS, text])).toEqual([['webhook', 0, '{"lead":"Grace"}'], ['email', 0, 'Late']])
    expect(() => drafts(agentSituation(), ({ escalate }) => Array.from({ length: 11 }, () => escalate('x')))).toThrow('at most 10 actions')
  })

  it('keeps what is done once, and says the same twice in one turn', () => {
    const made = api({ marks: { before: 1 } })
    expect([made.once('hello'), made.once('hello'), made.once('before'), made.planned.marks]).toEqual([true, true, false, ['hello']])
    expect([made.isPlanned(), api({ pending: [{ kind: 'send_email', channel: 'email', agentId: '0190a000-0000-7000-8000-0000000000a9', sendAtMs: 0 }] }).isPlanned('send_email')]).toEqual([false, true])
    expect([made.chance(1), made.chance(0), made.pick(['only']), made.variant('none')]).toEqual([true, false, 'only', null])
  })
})
