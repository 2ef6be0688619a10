/** The contract over each vendor's real client, against servers on this machine. */
import { VirtualClock } from '../base/clock.ts'
import { guardedFetch } from '../base/guarded-fetch.ts'
import { ConsoleChannel } from './console-channel.ts'
import { PaymentLinkChannel } from './payment-link-channel.ts'
import { channelSuite, SUITE_NOW_MS, type ChannelHarness } from './testing/channel-suite.ts'
import { fakeSes } from './testing/fake-ses.ts'
import { deadPort, fakeSmtp } from './testing/fake-smtp.ts'
import { fakeStripe } from './testing/fake-stripe.ts'
import { FAKE_ACCOUNT, fakeTwilio } from './testing/fake-twilio.ts'
import { fakeVendor, type FakeMood } from './testing/fake-vendor.ts'
import { outbound } from './testing/outbound.ts'
import { SesChannel } from './vendors/ses/ses-channel.ts'
import { SmtpChannel } from './vendors/smtp/smtp-channel.ts'
import { StripePaymentLinks } from './vendors/stripe/stripe-payment-links.ts'
import { TwilioChannel } from './vendors/twilio/twilio-channel.ts'
import { WebhookChannel } from './vendors/webhook/webhook-channel.ts'

const clock = new VirtualClock(SUITE_NOW_MS)
/** Short where nothing will come; long elsewhere, since a test must not fail because the machine is busy. */
let patienceMs = 5_000
const PARTS = { clock, fetch: guardedFetch({ privateNetwork: true }), get timeMs() { return patienceMs } }
const moody = (far: { mood: FakeMood }, silentMs = 60) => (mood: FakeMood): void => {
  far.mood = mood
  patienceMs = mood === 'silent' ? silentMs : 5_000
}
const suite = (harness: ChannelHarness): void => channelSuite({
  ...harness,
  open: () => {
    patienceMs = 5_000
    return harness.open()
  },
})
const nowhere = async (): Promise<string> => `http://127.0.0.1:${await deadPort()}`

for (const channel of ['console', 'in-app', 'call'] as const) {
  suite({
    name: `The console for ${channel}`, lists: true, takesOnce: true,
    open: async () => {
      const message = outbound({ channel })
      return { channel: new ConsoleChannel(channel), deserted: null, message, taken: () => [message.text], mood: () => {}, [Symbol.asyncDispose]: async () => {} }
    },
  })
}

for (const channel of ['sms', 'whatsapp'] as const) {
  suite({
    name: `Twilio for ${channel}`, lists: true, takesOnce: false,
    open: async () => {
      const far = await fakeTwilio(() => clock.now())
      const options = { accountSid: FAKE_ACCOUNT, authToken: 'token', from: '+15005550006', statusUrl: 'https://troupe.example/api/receipts/twilio/w' }
      return {
        channel: new TwilioChannel(channel, { ...options, baseUrl: far.url }, PARTS), deserted: new TwilioChannel(channel, { ...options, baseUrl: await nowhere() }, PARTS), message: outbound({ channel, to: '+4930123456', subject: null }),
        taken: () => far.messages.map(({ body }) => body), mood: moody(far), [Symbol.asyncDispose]: () => far[Symbol.asyncDispose](),
      }
    },
  })
}

suite({
  name: 'SES', lists: false, takesOnce: false,
  open: async () => {
    const far = await fakeSes()
    const options = { region: 'eu-central-1', accessKeyId: 'AKIA', secretAccessKey: 'secret', sender: 'nadia@shop.example', configurationSet: null }
    return {
      channel: new SesChannel({ ...options, baseUrl: far.url }, PARTS), deserted: new SesChannel({ ...options, baseUrl: await nowhere() }, PARTS), message: outbound({ channel: 'email', to: 'lea@example.org' }),
      taken: () => far.mails.map((mail) => mail.Content.Simple.Body.Text.Data), mood: moody(far), [Symbol.asyncDispose]: () => far[Symbol.asyncDispose](),
    }
  },
})

suite({
  name: 'SMTP', lists: false, takesOnce: false,
  open: async () => {
    const far = await fakeSmtp()
    const parts = Object.assign(Object.create(PARTS) as typeof PARTS, { lookUp: async () => ['127.0.0.1'], privateNetwork: () => true })
    return {
      channel: new SmtpChannel({ url: far.url, sender: 'nadia@shop.example' }, parts), deserted: new SmtpChannel({ url: `smtp://127.0.0.1:${await deadPort()}`, sender: 'nadia@shop.example' }, parts), message: outbound({ channel: 'email', to: 'lea@example.org' }),
      taken: () => far.mails.map(({ raw }) => raw), mood: moody(far, 500), [Symbol.asyncDispose]: () => far[Symbol.asyncDispose](),
    }
  },
})

for (const channel of ['webhook', 'call'] as const) {
  suite({
    name: `A webhook for ${channel}`, lists: false, takesOnce: true,
    open: async () => {
      const bodies: string[] = []
      const far = await fakeVendor({ refusal: { status: 410, body: {} }, accept: ({ body }) => () => (bodies.push(body), { status: 200, body: {} }) })
      const secret = `whsec_${Buffer.alloc(32, 5).toString('base64')}`
      return {
        channel: new WebhookChannel(channel, { url: `${far.url}/hook`, secret }, PARTS), deserted: new WebhookChannel(channel, { url: await nowhere(), secret }, PARTS), message: outbound({ channel }),
        taken: () => bodies, mood: moody(far), [Symbol.asyncDispose]: () => far[Symbol.asyncDispose](),
      }
    },
  })
}

suite({
  name: 'A payment link by SMS', lists: true, takesOnce: false,
  open: async () => {
    const [stripe, twilio] = [await fakeStripe(), await fakeTwilio(() => clock.now())]
    const options = { accountSid: FAKE_ACCOUNT, authToken: 'token', from: '+15005550006', statusUrl: null }
    const links = new StripePaymentLinks({ secretKey: 'sk_test_1', baseUrl: stripe.url }, PARTS)
    return {
      channel: new PaymentLinkChannel(links, new TwilioChannel('sms', { ...options, baseUrl: twilio.url }, PARTS)), deserted: new PaymentLinkChannel(links, new TwilioChannel('sms', { ...options, baseUrl: await nowhere() }, PARTS)),
      message: outbound({ channel: 'payment-link', to: '+4930123456', subject: null, payment: { title: 'A course', amountMinor: 4900, currency: 'EUR' } }),
      taken: () => twilio.messages.map(({ body }) => body), mood: moody(twilio),
      [Symbol.asyncDispose]: async () => {
        await stripe[Symbol.asyncDispose]()
        await twilio[Symbol.asyncDispose]()
      },
    }
  },
})
