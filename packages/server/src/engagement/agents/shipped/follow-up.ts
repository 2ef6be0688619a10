/** Asks once more, two days after a sign of interest to which nothing followed. */
import { z } from 'zod'
import { defineAgent } from '../define-agent.ts'
import { delay, experiment, prefer } from './common-settings.ts'
import { proofOf } from './proof.ts'

export const followUpAgent = defineAgent({
  name: 'follow-up',
  title: 'Follow-up',
  description: 'Asks once more some days after a lead looked at an offer, followed a link or asked for a call, unless it has bought, booked or answered by then.',
  triggers: [{ eventType: 'service_click', filter: null }, { eventType: 'email_clicked', filter: null }, { eventType: 'call_requested', filter: null }],
  settings: z.object({ prefer, experiment, after: delay('2d').describe('how long after the sign of interest it asks') }),
  shouldAct: ({ event, hasBought, hasBooking, isPlanned, once, creator }) =>
    event.byPerson && !hasBought && !hasBooking && !isPlanned() && once(`follow-up/${creator.offerOfEvent?.name ?? 'general'}`),
  plan: (api) => {
    const { creator, event, send, settings: { prefer: channel, experiment: key, after } } = api
    const arm = key === null ? null : api.variant(key)
    const own = arm === null || arm.text === '' ? null : [arm.text]
    const offer = creator.offerOfEvent
    // Of who followed a link or asked for a call, nobody knows that it looked at the offer.
    const looked = event.type === 'service_click' ? offer?.name : null
    send.best({
      prefer: channel, offer, in: after, unless: ['converted', 'booked', 'replied', 'unsubscribed'], with: { ...proofOf(creator), looked },
      subject: ['Did you get what you needed?', 'One question about {looked|what you were looking for}', 'Is anything still open?'],
      text: own ?? [
        'Hi {firstName|there},\n\nYou had a look at {looked}, and I wondered whether anything is missing for a decision. Time, price, whether it fits?\n\nYou find it here: {url}\n\nAnswer with one word if you like.',
        'Hi {firstName|there},\n\nOne question, and a short answer is enough: if {looked} ({price}) is not it, what would be?\n\nAmong the things {creatorFirstName} offers: {value}.',
        'Hi {firstName|there},\n\nDid you find what you were after with {creator}?\n\nIf not, answer this message and describe it in a sentence. If yes, you can ignore this with a good conscience.',
        'Hi {firstName|there},\n\nA short follow-up from {creator}’s assistant: is anything still open, about the time, the price, or whether it fits?\n\nAsk it here. A line is enough.',
      ],
      short: own ?? [
        'Hi {firstName|there}, you had a look at {looked}. Is anything missing for a decision? Ask it here.',
        'Hi {firstName|there}, one follow-up from {creator}’s assistant: did you find what you were after? If not, say so in a line.',
      ],
    })
  },
})
