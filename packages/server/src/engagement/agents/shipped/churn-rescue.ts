/** Makes it easy to come back for who cancelled, and asks once why somebody left; money given back goes to a person. */
import { z } from 'zod'
import { defineAgent } from '../define-agent.ts'
import { delay, prefer } from './common-settings.ts'

export const churnRescueAgent = defineAgent({
  name: 'churn-rescue',
  title: 'Churn rescue',
  description: 'Offers another time after a cancelled booking, asks once why a customer left, and hands refunds to a person.',
  triggers: [
    { eventType: 'booking_cancelled', filter: null }, { eventType: 'payment_refunded', filter: null }, { eventType: 'subscription_cancelled', filter: null },
    { eventType: 'stage_changed', filter: { '==': [{ var: 'event.payload.to' }, 'churned'] } },
  ],
  settings: z.object({ prefer, after: delay('3h').describe('how long afterwards it writes'), refundsToPerson: z.boolean().default(true).describe('a person hears of every refund') }),
  shouldAct: ({ event, isPlanned }) => event.byPerson && !isPlanned(),
  plan: (api) => {
    const { event, creator, send, settings: { prefer: channel, after, refundsToPerson } } = api
    // Another offer would not do: its address is not where this booking is made again.
    const offer = creator.offerOfEvent
    const what = offer?.name ?? 'your booking'
    const common = { prefer: channel, offer, in: after, with: { what } } as const
    if (event.type === 'payment_refunded') {
      if (refundsToPerson) api.escalate(`a payment was refunded${offer === null ? '' : ` (${offer.name})`}: find out what went wrong`)
      else api.doNothing('refunds are not written about')
      return
    }
    if (event.type === 'booking_cancelled') {
      return void send.best({
        ...common, unless: ['booked', 'replied', 'unsubscribed'], priority: 3,
        subject: ['Another time for {what}?', 'No problem at all'],
        text: [
          'Hi {firstName|there},\n\nAll right, {what} is cancelled, no harm done.\n\nIf it was only the time, you can look for another here: {url}\n\nDid something else get in the way? A line about it helps.',
          'Hi {firstName|there},\n\nThings come up. Your cancellation has arrived.\n\nShould you want a new date, begin here: {url}\n\nWould another day or another hour suit you better? Answer this message, and we will see.',
        ],
        short: ['Hi {firstName|there}, your cancellation has arrived, no harm done. If another time suits you better: {url}', 'Hi {firstName|there}, no problem about the cancellation. Would another time suit you? Just answer here.'],
      })
    }
    if (!api.once('goodbye')) return api.doNothing('has asked why before')
    send.best({
      ...common, unless: ['replied', 'unsubscribed', 'converted'],
      subject: ['Before you go', 'What was missing?'],
      text: [
        'Hi {firstName|there},\n\nYou have left, and that is your good right. One question, because it helps those who come after you: what was missing?\n\nWhatever it is, it helps to hear it. And if you ever want to come back, you know where the door is.',
        'Hi {firstName|there},\n\nThank you for the time you were with {creator}. Was it the price, the time, or simply done?\n\nAn answer of one word is welcome, and none is fine too.',
      ],
      short: ['Hi {firstName|there}, thank you for your time with {creator}. What was missing? One word helps, and none is fine too.'],
    })
  },
})
