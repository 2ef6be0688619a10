/** Greets a lead once, when it has left its address or agreed to hear from the creator. */
import { z } from 'zod'
import { defineAgent } from '../define-agent.ts'
import { delay, experiment, prefer } from './common-settings.ts'
import { proofOf } from './proof.ts'

export const welcomeAgent = defineAgent({
  name: 'welcome',
  title: 'Welcome',
  description: 'Greets a lead once, as soon as it has left an address or agreed to hear from the creator, and says what to expect.',
  triggers: [{ eventType: 'consent_granted', filter: null }, { eventType: 'identify', filter: null }],
  settings: z.object({ prefer, experiment, after: delay('2m').describe('how long afterwards it writes') }),
  shouldAct: ({ lead, once, hasBought, send, settings: { prefer: channel } }) => {
    const by = send.bestChannel(channel)
    // Without anybody's yes there is nothing to welcome to.
    return !hasBought && !lead.isChurned && by !== null && lead.can(by) && once('welcome')
  },
  plan: (api) => {
    const { creator, send, settings: { prefer: channel, experiment: key, after } } = api
    const arm = key === null ? null : api.variant(key)
    const own = arm === null || arm.text === '' ? null : [arm.text]
    send.best({
      prefer: channel, offer: creator.easiestOffer, in: after, unless: ['unsubscribed', 'converted'], priority: 3, with: proofOf(creator),
      subject: [api.lead.firstName === null ? 'Welcome' : 'Welcome, {firstName}', 'Glad you are here', 'Hello from {creator}’s assistant'],
      text: own ?? [
        'Hi {firstName|there},\n\nWelcome, and thank you for letting {creator} write to you.\n{introduction}\n\nYou can leave at any time with one click.\n\nWhat would help you most right now? An answer of one line is plenty.',
        'Hi {firstName|there},\n\nGlad you are here. Among the things {creatorFirstName} offers: {value}.\n\nIf you want to have a look, {offer} ({price}) is a good place to start: {url}\n\nAnd if you have a question, answer this message.',
        'Hi {firstName|there},\n\nThank you for letting {creator} write to you.\n\n{author} wrote: “{quote}”\n\nWhat are you working on at the moment? One line is plenty.',
        'Hi {firstName|there},\n\nGood that you are on the list. Should you change your mind, one click takes you off it.\n\nWhat brought you here? A sentence is plenty.',
        'Hi {firstName|there},\n\nYour yes has arrived, thank you. Questions are welcome here, small ones too.\n\nSo what is yours?',
      ],
      short: own ?? [
        'Hi {firstName|there}, welcome. This is {creator}’s assistant. What would help you most right now? A line is enough.',
        'Hi {firstName|there}, thanks for letting {creator} write to you. If you have a question, this is the place to ask it.',
      ],
    })
  },
})
