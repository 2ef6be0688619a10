/** Helps a payment over the line that failed or was left open: once after an hour, once after two days. */
import { z } from 'zod'
import { defineAgent } from '../define-agent.ts'
import { delay, prefer } from './common-settings.ts'

const FAILED = 'payment_failed'

export const paymentReminderAgent = defineAgent({
  name: 'payment-reminder',
  title: 'Payment reminder',
  description: 'Reminds a lead of a payment that failed or a checkout that was left open, twice at most, and stops as soon as it is paid.',
  triggers: [{ eventType: FAILED, filter: null }, { eventType: 'checkout_started', filter: null }],
  settings: z.object({
    prefer, firstAfter: delay('1h').describe('how long afterwards the first reminder goes out'), secondAfter: delay('2d').describe('how long afterwards the second one does'),
    paymentLink: z.boolean().default(false).describe('send a payment link instead of the address of the offer; needs Stripe where messages really go out'),
  }),
  shouldAct: ({ event, isPlanned, happenedWithin }) => event.byPerson && !isPlanned() && !happenedWithin('payment_success', '10m'),
  plan: ({ event, creator, money, send, settings: { prefer: channel, firstAfter, secondAfter, paymentLink } }) => {
    const offer = creator.offerOfEvent
    const amount = event.number('amountMinor')
    const what = offer?.name ?? event.text('description') ?? 'your order'
    const gaps = { what, amount: amount === null ? offer?.price : money(amount, event.text('currency')?.toUpperCase() ?? undefined) }
    const unless = ['converted', 'unsubscribed', 'replied'] as const
    const failed = event.type === FAILED
    const first = failed
      ? [
        'Hi {firstName|there},\n\nYour payment for {what} did not go through. Nothing has been charged. It happens: an expired card, a limit, a bank that asks twice.\n\nYou can try again here: {url}\n\nIf it fails a second time, answer this message and we will find another way.',
        'Hi {firstName|there},\n\nThe payment for {what} ({amount}) was not completed, and no money has moved.\n\nAnother card or a second try may do it: {url}\n\nShould it not work, let me know by answering.',
      ]
      : [
        'Hi {firstName|there},\n\nYou began to check out {what}, and did not finish.\n\nYou can go on from here: {url}\n\nIf a question stopped you, answer this message and ask it.',
        'Hi {firstName|there},\n\nYou began to pay for {what} ({amount}), and it was not finished.\n\nGo on whenever it suits you: {url}\n\nAnd if you have changed your mind, you need not do anything.',
      ]
    const second = [
      'Hi {firstName|there},\n\nA last word on {what}: the payment is still open. If you would like it, here is the way: {url}\n\nIf not, that is fine, and you will hear no more about it.',
      'Hi {firstName|there},\n\nSo far {what} has not been paid. Was it the price, the timing, or something else? A line is enough.',
    ]
    if (!paymentLink || offer === null || !send.paymentLink({ offer, in: firstAfter, unless, priority: 4, with: gaps, text: ['Hi {firstName|there}, here is a fresh link to pay for {what} ({amount}).', 'Hi {firstName|there}, to finish {what}, pay here ({amount}):'] })) {
      send.best({ prefer: channel, offer, in: firstAfter, unless, priority: 4, with: gaps, subject: failed ? ['Your payment for {what} did not go through', 'Nothing was charged for {what}'] : ['Still waiting for you: {what}', 'You were nearly there'], text: first })
    }
    send.best({ prefer: channel, offer, in: secondAfter, unless, with: gaps, subject: ['A last word on {what}', 'Still want {what}?'], text: second })
  },
})
