/** Speaks up three times: at a lead's first view, when it comes back after a day, and when it looks at an offer it has not taken. */
import { z } from 'zod'
import { defineAgent } from '../define-agent.ts'
import { delay, experiment, prefer } from './common-settings.ts'
import { proofOf } from './proof.ts'

const settings = z.object({
  prefer, experiment,
  firstViewAfter: delay('5m').describe('how long after the first view it writes'),
  returnAfterHours: z.number().min(1).max(24 * 60).default(24).describe('how long a lead must have been away to be welcomed back'),
  clickAfter: delay('30m').describe('how long after a look at an offer it writes'),
})
const UNLESS = ['converted', 'booked', 'replied', 'unsubscribed'] as const

export const salesAgent = defineAgent({
  name: 'sales',
  title: 'Sales',
  description: 'Writes after a first view, when a lead comes back after a day, and when it has looked at an offer it has not taken. Knows the creator’s offers, prices and ratings from the profile.',
  triggers: [{ eventType: 'page_view', filter: null }, { eventType: 'service_click', filter: null }],
  settings,
  shouldAct: ({ event, first, hoursSinceLastSeen, hasBought, hasBooking, settings: { returnAfterHours }, creator }) => {
    if (!event.byPerson || hasBought || hasBooking || creator.offers.length === 0) return false
    if (event.type === 'service_click') return true
    return first('page_view') || (hoursSinceLastSeen !== null && hoursSinceLastSeen >= returnAfterHours)
  },
  plan: (api) => {
    const { event, creator, once, send, settings: { prefer: channel, experiment: key, firstViewAfter, clickAfter } } = api
    const arm = key === null ? null : api.variant(key)
    const own = arm === null || arm.text === '' ? null : [arm.text]
    const proof = proofOf(creator)
    if (event.type === 'service_click') {
      const offer = creator.offerOfEvent
      if (offer === null || !once(`click/${offer.name}`)) return api.doNothing(offer === null ? 'the click names no offer that is known' : `has written about ${offer.name} before`)
      return void send.best({
        prefer: channel, offer, in: clickAfter, unless: UNLESS, priority: 2, with: proof,
        subject: ['About {offer}', '{offer}: anything you would like to know?', 'Still thinking about {offer}?'],
        text: own ?? [
          'Hi {firstName|there},\n\nYou had a look at {offer} ({price}).\n{about}\n\nYou find it here: {url}\n\nIf something is unclear, answer this message and ask. That costs nothing and commits you to nothing.',
          'Hi {firstName|there},\n\nYou had a look at {offer}, so here is the short version.\n{about}\nIt is {price}, and {creatorFirstName} is rated {rating}.\n\nThe page is here: {url}\n\nNot sure it fits? Say in a sentence what you are after.',
          'Hi {firstName|there},\n\nA word on {offer} ({price}), in case you are weighing it up.\n\nIf you want to go ahead: {url}\n\nIf other people’s words help you, {author} wrote: “{quote}”\n\nIf you want to ask first, just answer this message.',
          'Hi {firstName|there},\n\nIn case you closed the page too soon, this is {offer}:\n{about}\n\nIt is {price}, and you find it here: {url}\n\nWhat would you want to have at the end? Answer with that, and we can see whether this is the right thing.',
          'Hi {firstName|there},\n\nYou stopped at {offer} ({price}). If that is it, here is the way: {url}\n\nIf you are after something else, say what. Among the things {creatorFirstName} offers: {value}.',
          'Hi {firstName|there},\n\nYou were looking at {offer}. It is {price}, and you find it here: {url}\n\nOne testimonial that {creatorFirstName} has been given is by {author}: “{quote}”\n\nIs there anything that keeps you from it? One line is enough.',
        ],
        short: own ?? [
          'Hi {firstName|there}, you had a look at {offer} ({price}) with {creatorFirstName}. Anything you would like to know? Just ask here. You find it at {url}',
          'Hi {firstName|there}, about {offer}: it is {price}, and {creatorFirstName} is rated {rating}. Questions are welcome here; you find it at {url}',
          'Hi {firstName|there}, thinking about {offer} ({price})? Say what you are after, and we can see whether it fits.',
        ],
      })
    }
    // A page that names an offer is what it came for.
    const offer = creator.offerOfEvent ?? creator.easiestOffer
    if (event.isFirst) {
      if (!once('first-view')) return api.doNothing('has written after the first view before')
      return void send.best({
        prefer: channel, offer, in: firstViewAfter, unless: UNLESS, with: proof,
        subject: ['Thanks for stopping by', 'A short hello from {creatorFirstName}’s page', 'A good place to start'],
        text: own ?? [
          'Hi {firstName|there},\n\nThanks for looking in on {creator}’s page.\n{introduction}\n\nA good place to start is {offer} ({price}).\nYou find it here: {url}\n\nIs there something particular you are looking for? Answer this message and say so.',
          'Hi {firstName|there},\n\nGood to see you on {creator}’s page. If you only look at one thing, make it {offer} ({price}).\n{about}\n\nHere it is: {url}\n\nBeyond that, one thing {creatorFirstName} offers: {value}.\n\nQuestions are welcome, as an answer to this message.',
          'Hi {firstName|there},\n\n{introduction}\n\nA good first step is {offer} ({price}): {url}\n{creatorFirstName} is rated {rating}.\n\nIf you would rather ask something first, answer this message.',
        ],
        short: own ?? [
          'Hi {firstName|there}, thanks for looking in on {creator}’s page. A good place to start is {offer} ({price}): {url} Anything you are looking for in particular?',
          'Hi {firstName|there}, good to see you on {creator}’s page. What brought you here? A sentence is enough.',
        ],
      })
    }
    if (!once('return')) return api.doNothing('has welcomed it back before')
    return void send.best({
      prefer: channel, offer, in: firstViewAfter, unless: UNLESS, priority: 1, with: proof,
      subject: [api.lead.firstName === null ? 'Good to see you again' : 'Good to see you again, {firstName}', 'You came back, so here is a shortcut', 'Picking up where you left off'],
      text: own ?? [
        'Hi {firstName|there},\n\nGood to see you on {creator}’s page again. In case it is about {offer}: it is {price}, and you find it here: {url}\n\nAmong the things {creatorFirstName} offers: {value}.\n\nWhat is still open? A line is enough.',
        'Hi {firstName|there},\n\nWelcome back. If it helps with deciding, {author} wrote: “{quote}”\n\n{offer} ({price}) is here: {url}\n\nAnd if something holds you back, say what it is. That is worth more than another look at the page.',
        'Hi {firstName|there},\n\nYou were here before, and you came back. Is there a question still open?\n\nIf so, answer this message, or go straight to {offer} ({price}): {url}',
        'Hi {firstName|there},\n\nA second look, good. About {offer} in case it was that:\n{about}\n\nIt is {price}, and you find it here: {url}\n\nIf you are torn between two things, name both, and we can compare them.',
      ],
      short: own ?? [
        'Hi {firstName|there}, good to see you back on {creator}’s page. Is there a question that is still open? Ask it here. One way in is {offer} ({price}): {url}',
        'Hi {firstName|there}, welcome back. If something about {offer} ({price}) is unclear, just ask here.',
      ],
    })
  },
})
