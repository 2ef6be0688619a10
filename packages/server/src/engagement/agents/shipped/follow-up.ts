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
    const { creator, send, settings: { prefer: channel, experiment: key, after } } = api
    const arm = key === null ? null : api.variant(key)
    const own = arm === null || arm.text === '' ? null : [arm.text]
    const offer = creator.offerOfEvent ?? creator.easiestOffer
    send.best({
      prefer: channel, offer, in: after, unless: ['converted', 'booked', 'replied', 'unsubscribed'], with: proofOf(creator),
      subject: ['Did you get what you needed?', 'One question about {offer|your visit}', 'Shall I keep this open for you?'],
      text: own ?? [
        'Hi {firstName|there},\n\nYou looked at {offer} a few days ago, and I wondered whether anything is missing for a decision. Time, price, whether it fits?\n\nAnswer with one word if you like, and you get a straight answer to that.\n\nIt is still here: {url}',
        'Hi {firstName|there},\n\nJust one follow-up, then it is quiet.\nIf {offer} ({price}) is not it, what would be? {creatorFirstName} has helped people with this: {value}.\n\nA short answer is enough.',
        'Hi {firstName|there},\n\nA few days ago you had a look around {creator}’s page. Did you find what you were after?\n\nIf not, answer this message and describe it in a sentence. If yes, you can ignore this with a good conscience.',
      ],
      short: own ?? [
        'Hi {firstName|there}, you looked at {offer} a few days ago. Is anything missing for a decision? Ask it here.',
        'Hi {firstName|there}, one follow-up from {creator}’s assistant: did you find what you were after? If not, tell me in a line.',
      ],
    })
  },
})
