/** What is particular to one vendor's wire; what holds for all is in `channels.test.ts`. */
import { Webhook } from 'standardwebhooks'
import { expect, it } from 'vitest'
import { SystemClock } from '../../base/clock.ts'
import { guardedFetch } from '../../base/guarded-fetch.ts'
import { ConsoleChannel } from '../console-channel.ts'
import { PaymentLinkChannel } from '../payment-link-channel.ts'
import { fakeSes } from '../testing/fake-ses.ts'
import { fakeSmtp } from '../testing/fake-smtp.ts'
import { fakeStripe } from '../testing/fake-stripe.ts'
import { FAKE_ACCOUNT, fakeTwilio } from '../testing/fake-twilio.ts'
import { fakeVendor } from '../testing/fake-vendor.ts'
import { outbound } from '../testing/outbound.ts'
import { SesChannel } from './ses/ses-channel.ts'
import { SmtpChannel } from './smtp/smtp-channel.ts'
import { NoPaymentLinks } from './stripe/no-payment-links.ts'
import { StripePaymentLinks } from './stripe/stripe-payment-links.ts'
import { TwilioChannel } from './twilio/twilio-channel.ts'
import { WebhookChannel } from './webhook/webhook-channel.ts'

const NEVER = new AbortController().signal
const clock = new SystemClock()
const PARTS = { clock, fetch: guardedFetch({ privateNetwork: true }) }
const TWILIO = { accountSid: FAKE_ACCOUNT, authToken: 'token', from: '+15005550006', statusUrl: 'https://troupe.example/receipts' }
const SES = { region: 'eu-central-1', accessKeyId: 'AKIA', secretAccessKey: 'secret', sender: 'nadia@shop.example', configurationSet: 'troupe' }

it('sends WhatsApp templates with their variables, and says where the receipt belongs', async () => {
  await using far = await fakeTwilio(() => clock.now())
  const message = outbound({ channel: 'whatsapp', to: '+4930123456', template: { id: 'HX1', variables: { 1: 'Léa' } } })
  expect(await new TwilioChannel('whatsapp', { ...TWILIO, baseUrl: far.url }, PARTS).send(message, NEVER)).toMatchObject({ kind: 'sent' })
  const [asked] = far.asked
  expect(Object.fromEntries(new URLSearchParams(asked?.body))).toEqual({
    To: 'whatsapp:+4930123456', From: 'whatsapp:+15005550006', ContentSid: 'HX1', ContentVariables: '{"1":"Léa"}', StatusCallback: `https://troupe.example/receipts?ledger=${message.ledgerId}`,
  })
  expect(asked?.headers.authorization).toBe(`Basic ${Buffer.from(`${FAKE_ACCOUNT}:token`).toString('base64')}`)
})

it.each([[21610, true, 'stop'], [63014, true, 'stop'], [63016, true, undefined], [21211, true, undefined], [20404, true, undefined]] as const)('takes Twilio\'s %i for final', async (code, permanent, suppress) => {
  await using far = await fakeTwilio(() => clock.now(), { status: 400, code, message: 'refused' })
  far.mood = 'refuse'
  const outcome = await new TwilioChannel('sms', { ...TWILIO, baseUrl: far.url }, PARTS).send(outbound({ channel: 'sms', to: '+4930123456' }), NEVER)
  expect(outcome).toMatchObject({ kind: 'failed', permanent })
  expect((outcome as { suppress?: string }).suppress).toBe(suppress)
})

it('tells a lost message from others to the same number', async () => {
  await using far = await fakeTwilio(() => clock.now())
  const channel = new TwilioChannel('sms', { ...TWILIO, baseUrl: far.url }, PARTS)
  const at = clock.now()
  const first = await channel.send(outbound({ channel: 'sms', to: '+4930123456', text: 'Hello' }), NEVER) as { vendorId: string }
  const second = await channel.send(outbound({ channel: 'sms', to: '+4930123456', text: 'Hello' }), NEVER) as { vendorId: string }
  const look = (text: string, taken: string[], intendedAtMs = at) => channel.reconcile({ message: outbound({ channel: 'sms', to: '+4930123456', text }), intendedAtMs, taken: new Set(taken) }, NEVER)
  expect(await look('Hello', [first.vendorId])).toEqual({ kind: 'found', vendorId: second.vendorId })
  expect(await look('Hello', [first.vendorId, second.vendorId])).toEqual({ kind: 'not-found' })
  expect(await look('Another', [])).toEqual({ kind: 'not-found' })
  expect(await look('Hello', [], at + 3_600_000)).toEqual({ kind: 'not-found' })
})

it('marks automated mail, lets it be ended by one click, and sends none that can\'t', async () => {
  await using far = await fakeSes()
  const channel = new SesChannel({ ...SES, baseUrl: far.url }, PARTS)
  const tracking = { openUrl: 'https://troupe.example/t/o/x', clickUrls: { 'https://shop.example/course?id=1&x=2': 'https://troupe.example/t/c/y' } }
  const message = outbound({ channel: 'email', to: 'lea@example.org', tracking, subject: 'Hi\r\nBcc: all@example.org' })
  await channel.send(message, NEVER)
  const [mail] = far.mails
  expect(mail).toMatchObject({ FromEmailAddress: `=?UTF-8?B?${Buffer.from('Nadia Núñez').toString('base64')}?= <nadia@shop.example>`, EmailTags: [{ Name: 'troupe-ledger', Value: message.ledgerId }], ConfigurationSetName: 'troupe' })
  expect(mail?.Content.Simple.Headers).toEqual([
    { Name: 'List-Unsubscribe', Value: '<https://troupe.example/u/token>' }, { Name: 'List-Unsubscribe-Post', Value: 'List-Unsubscribe=One-Click' }, { Name: 'Auto-Submitted', Value: 'auto-generated' }, { Name: 'X-Automated', Value: 'true' },
  ])
  expect(mail?.Content.Simple.Subject.Data).toBe('Hi Bcc: all@example.org')
  expect(mail?.Content.Simple.Body.Text.Data).toBe(message.text)
  expect(mail?.Content.Simple.Body.Html.Data).toMatch(/<a href="https:\/\/troupe\.example\/t\/c\/y">https:\/\/shop\.example\/course\?id=1&#38;x=2<\/a>\..*<img src="https:\/\/troupe\.example\/t\/o\/x"/)

  for (const unsubscribeUrl of [null, '/u/token', 'http://troupe.example/u/token']) expect(await channel.send({ ...message, unsubscribeUrl }, NEVER)).toMatchObject({ kind: 'failed', permanent: true, reason: expect.stringContaining('TROUPE_PUBLIC_URL') as string })
  expect(far.mails).toHaveLength(1)
  expect(await channel.send({ ...message, unsubscribeUrl: null, automated: false }, NEVER)).toMatchObject({ kind: 'sent' })
  expect(far.mails[1]?.Content.Simple.Headers).toEqual([])
})

it('gives a mail by SMTP an id that is the ledger\'s, and neither follows names inside nor reads settings from the address', async () => {
  await using far = await fakeSmtp()
  const parts = { ...PARTS, lookUp: async () => ['127.0.0.1'], privateNetwork: () => true }
  const message = outbound({ channel: 'email', to: 'lea@example.org', subject: 'Grüße' })
  const url = far.url.replace('127.0.0.1', 'mail.example')
  expect(await new SmtpChannel({ url: `${url}?host=evil.example&pool=true`, sender: 'nadia@shop.example' }, parts).send(message, NEVER)).toEqual({ kind: 'sent', vendorId: `<${message.ledgerId}@shop.example>` })
  expect(far.mails[0]?.raw).toMatch(/^List-Unsubscribe: <https:\/\/troupe\.example\/u\/token>$/m)
  expect(far.mails[0]?.raw).toMatch(/^Message-ID: <0190a000.*@shop\.example>$/m)
  expect(await new SmtpChannel({ url, sender: 'nadia@shop.example' }, { ...parts, privateNetwork: () => false }).send(message, NEVER)).toMatchObject({ kind: 'failed', reason: expect.stringContaining('private') as string })
  far.mood = 'refuse'
  expect(await new SmtpChannel({ url, sender: 'nadia@shop.example' }, parts).send(message, NEVER)).toMatchObject({ kind: 'failed', permanent: true, suppress: 'bounce' })
  expect(far.mails).toHaveLength(1)
})

it('signs webhooks so that the usual library takes them, and goes nowhere inside', async () => {
  const got: { body: string; headers: Record<string, string> }[] = []
  await using far = await fakeVendor({ refusal: { status: 410, body: {} }, accept: ({ body, headers }) => () => (got.push({ body, headers: headers as Record<string, string> }), { status: 204, body: '' }) })
  const secret = `whsec_${Buffer.alloc(32, 9).toString('base64')}`
  const message = outbound({ channel: 'call', to: '+4930123456' })
  expect(await new WebhookChannel('call', { url: far.url, secret }, PARTS).send(message, NEVER)).toEqual({ kind: 'sent', vendorId: `msg_${message.idempotencyKey}` })
  expect(new Webhook(secret).verify(got[0]?.body ?? '', got[0]?.headers ?? {})).toMatchObject({ type: 'call.requested', data: { to: '+4930123456', text: message.text } })
  expect(() => new Webhook(`whsec_${Buffer.alloc(32, 8).toString('base64')}`).verify(got[0]?.body ?? '', got[0]?.headers ?? {})).toThrow('signature')

  const outside = { ...PARTS, fetch: guardedFetch({ privateNetwork: false }) }
  for (const url of [far.url, 'http://169.254.169.254/latest/meta-data', 'http://localhost:1/']) expect(await new WebhookChannel('webhook', { url, secret }, outside).send(message, NEVER), url).toMatchObject({ kind: 'failed', permanent: true, reason: expect.stringContaining('private') as string })
  expect(got).toHaveLength(1)
})

it('makes one payment link an action, puts it where the text wants it, and none without Stripe', async () => {
  await using far = await fakeStripe()
  const links = new StripePaymentLinks({ secretKey: 'sk_test_1', baseUrl: far.url }, PARTS)
  const message = outbound({ channel: 'payment-link', text: 'Here it is:\n\n{paymentLink}\n\nBye', payment: { title: 'A course', amountMinor: 4900, currency: 'EUR' } })
  const channel = new PaymentLinkChannel(links, new ConsoleChannel('console'))
  far.mood = 'accept-then-fail'
  // Made, and answered with 500: the listing has it.
  expect(await channel.send(message, NEVER)).toMatchObject({ kind: 'sent', text: expect.stringContaining('https://buy.stripe.example/test_1\n') as string })
  far.mood = 'accept'
  expect(await channel.send({ ...message, ledgerId: message.creatorId }, NEVER)).toMatchObject({ kind: 'sent', text: 'Here it is:\n\nhttps://buy.stripe.example/test_1\n\nBye' })
  expect(far.links.size).toBe(1)
  const form = Object.fromEntries([...far.links.values()][0]?.form ?? [])
  expect(form).toMatchObject({ 'line_items[0][price_data][unit_amount]': '4900', 'line_items[0][price_data][currency]': 'eur', 'metadata[troupe_action]': message.actionId, 'payment_intent_data[metadata][troupe_consumer]': message.consumerId })
  // Not made, and whoever repeats a key is told so for a day: no link is listed, so a second key may make one, at last one of this try.
  const other = { ...message, actionId: message.creatorId, idempotencyKey: message.creatorId }
  far.mood = 'fail'
  expect(await channel.send(other, NEVER)).toMatchObject({ kind: 'failed', permanent: false })
  far.mood = 'accept'
  const keys = far.asked.flatMap(({ headers }) => headers['idempotency-key'] ?? []).slice(-3)
  expect(keys).toEqual(['', '-again', `-${message.ledgerId}`].map((end) => `troupe-link-${message.creatorId}${end}`))
  // The next try has a key of its own, and the link it made is found by whichever comes after it.
  for (const ledgerId of [message.actionId, message.workspaceId]) expect(await channel.send({ ...other, ledgerId }, NEVER)).toMatchObject({ kind: 'sent', text: expect.stringContaining('test_2\n') as string })
  expect(far.links.size).toBe(2)
  const third = { ...message, actionId: message.consumerId, idempotencyKey: message.consumerId }
  far.temper = { mood: () => far.asked.filter(({ method }) => method === 'POST').at(-1)?.headers['idempotency-key']?.includes('-again') ? 'accept' : 'fail', pause: async () => {} }
  for (let tries = 0; tries < 2; tries++) expect(await channel.send(third, NEVER)).toMatchObject({ kind: 'sent', text: expect.stringContaining('test_3\n') as string })
  far.temper = null
  expect(far.links.size).toBe(3)
  // Too many requests: none was made, and the first key makes it later.
  far.mood = 'too-many'
  const fourth = { ...message, actionId: message.ledgerId, idempotencyKey: message.ledgerId }
  expect((await channel.send(fourth, NEVER)).kind).not.toBe('sent')
  far.mood = 'accept'
  expect(await channel.send(fourth, NEVER)).toMatchObject({ kind: 'sent' })
  expect([...far.links.keys()].at(-1)).toBe(`troupe-link-${message.ledgerId}`)
  expect(far.links.size).toBe(4)
  far.mood = 'refuse'
  expect(await channel.send({ ...message, idempotencyKey: 'refused' }, NEVER)).toMatchObject({ kind: 'failed', permanent: true, reason: expect.stringContaining('Invalid currency') as string })

  expect(await new PaymentLinkChannel(new NoPaymentLinks(false), new ConsoleChannel('console')).send(message, NEVER)).toMatchObject({ kind: 'failed', permanent: true })
  expect(await new PaymentLinkChannel(new NoPaymentLinks(true), new ConsoleChannel('console')).send(message, NEVER)).toMatchObject({ kind: 'sent', text: expect.stringMatching(/\[Simulated: .*EUR 49\.00.*\]/) as string })
})
