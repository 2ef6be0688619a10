/**
 * Answers what leads write, from the profile's objections and offers and nothing else. Where those have no answer, or a
 * complaint comes in, it hands over to a person: a wrong answer costs more than a late one.
 */
import type { MessageIntent } from '@troupe/contract'
import { z } from 'zod'
import { intentOf } from '../../conversations/message-intent.ts'
import type { Offer } from '../api/offers.ts'
import { defineAgent } from '../define-agent.ts'
import type { LeadApi } from '../lead-api.ts'
import { delay } from './common-settings.ts'

const settings = z.object({
  after: delay('1m').describe('how long it takes to answer'),
  tagRefusals: z.boolean().default(true).describe('tag leads who say that they are not interested'),
})
type Api = LeadApi<z.infer<typeof settings>>

const UNSURE: Partial<Record<MessageIntent, string>> = { other: 'it is not clear what they want', question: 'the profile has no answer to their question', objection: 'the profile has no answer to their objection', price: 'they ask for a price that the profile does not name', booking: 'they want to book, and the profile names no address for it' }

export const inboxAgent = defineAgent({
  name: 'inbox',
  title: 'Inbox',
  description: 'Answers messages of leads from the profile’s objections, offers and prices, and hands over to a person whenever it is not sure or somebody complains.',
  triggers: ['email_replied', 'whatsapp_received', 'sms_received', 'in_app_received'].map((eventType) => ({ eventType, filter: null })),
  settings,
  shouldAct: ({ event, isWithPerson }) => event.said !== null && !isWithPerson,
  plan: (api) => {
    const said = api.event.said ?? ''
    const intent = intentOf(said)
    switch (intent) {
      case 'stop':
        return api.doNothing('they want to hear no more')
      case 'not-interested':
        if (api.settings.tagRefusals) api.tag('not interested')
        return api.doNothing('they said no, and that is an answer')
      case 'thanks':
        return api.doNothing('they said thank you')
      case 'complaint':
        return api.escalate('they complain')
      case 'price':
      case 'booking':
      case 'objection':
      case 'question':
      case 'other':
        if (!answered(api, intent, said)) api.escalate(UNSURE[intent] ?? 'not sure what to answer')
    }
  },
})

function answered(api: Api, intent: MessageIntent, said: string): boolean {
  const { creator } = api
  const known = intent === 'booking' ? null : creator.objectionAnswer(said)
  const named = creator.offerIn(said)
  if (known !== null && (intent !== 'price' || named === null)) {
    return reply(api, known.answer, named, [
      'Hi {firstName|there},\n\n{known}\n\nDoes that answer it?',
      'Hi {firstName|there},\n\nThank you for asking. {known}\n\nIf there is more behind the question, go ahead.',
      'Hi {firstName|there},\n\n{known}\n\nWhat else would help you decide?',
      'Hi {firstName|there},\n\nGood that you ask. {known}\n\nIf your case is different, tell me how.',
      'Hi {firstName|there},\n\nShort answer: {known}\n\nAnything else, just ask.',
    ])
  }
  if (intent === 'price') {
    const offer = named ?? creator.easiestOffer
    if (offer?.price == null) return false
    return reply(api, '', offer, named === null
      ? ['Hi {firstName|there},\n\nIt depends on what you need. One way in is {offer} ({price}): {url}\n\nWhat are you after? Then you get the price for that.', 'Hi {firstName|there},\n\nTo give you an idea: {offer} is {price}.\n{url}\n\nTell me a little about what you need, and you get the figure for that.']
      : ['Hi {firstName|there},\n\n{offer}: {price}.\n{about}\n\nYou find it here: {url}\n\nAnything else you would like to know?', 'Hi {firstName|there},\n\nThe price of {offer}: {price}.\n\n{url}'])
  }
  if (intent === 'booking') {
    const offer = named ?? creator.easiestOffer
    if (offer?.url == null) return false
    return reply(api, '', offer, ['Hi {firstName|there},\n\nGladly. This is the way to {offer} ({price}): {url}\n\nIf you find no time there that suits you, answer with two that would.', 'Hi {firstName|there},\n\nHere is where you book {offer} ({price}): {url}\n\nIf you get stuck, answer here.'])
  }
  if (intent !== 'question' || named === null || named.description === '') return false
  return reply(api, '', named, ['Hi {firstName|there},\n\nIn short: {about}\n\n{offer} is {price}, and you find it here: {url}\n\nDid that answer your question? If not, ask on.'])
}

function reply({ event, send, settings: { after } }: Api, known: string, offer: Offer | null, text: readonly string[]): true {
  const subject = event.text('subject')
  send.best({ in: after, priority: 5, offer, with: { known }, subject: subject === null ? ['Your question', 'About your message'] : `Re: ${subject.replace(/^(?:re:\s*)+/i, '').replaceAll(/[{}]/g, '')}`, text })
  return true
}
