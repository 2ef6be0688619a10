/** Writes to a lead that was interested and has not been seen for a while; once a silence. */
import { z } from 'zod'
import { defineAgent } from '../define-agent.ts'
import { experiment, prefer } from './common-settings.ts'
import { proofOf } from './proof.ts'

export const reEngagementAgent = defineAgent({
  name: 're-engagement',
  title: 'Re-engagement',
  description: 'Writes to a lead that was interested and has not been seen for two weeks or more, once for each such silence.',
  triggers: [{ eventType: 'lead_quiet', filter: null }],
  settings: z.object({ prefer, experiment, quietDays: z.number().int().min(7).max(365).default(14).describe('how many days a lead must have been quiet') }),
  shouldAct: ({ event, lead, hasBought, isPlanned, settings: { quietDays } }) =>
    (event.number('days') ?? 0) >= quietDays && (lead.isInterested || lead.isEngaged) && !hasBought && !isPlanned(),
  plan: (api) => {
    const { creator, lead, event, send, settings: { prefer: channel, experiment: key } } = api
    // The day since which it has been quiet stands for the silence.
    if (!api.once(`quiet/${event.text('since') ?? 'unknown'}`)) return api.doNothing('has written in this silence before')
    const arm = key === null ? null : api.variant(key)
    const own = arm === null || arm.text === '' ? null : [arm.text]
    const engaged = lead.isEngaged
    send.best({
      prefer: channel, offer: creator.easiestOffer, unless: ['converted', 'booked', 'replied', 'unsubscribed'], with: proofOf(creator),
      subject: ['Still on your list?', 'It has been a while', 'Pick it up again, or leave it?'],
      text: own ?? [
        'Hi {firstName|there},\n\nIt has been quiet for a while. Plans change, so just a question: is what brought you to {creator} still on your list?\n\nIf so, {offer} ({price}) is one way to begin: {url}\n\nIf not, a “not now” is a perfectly good answer.',
        engaged
          ? 'Hi {firstName|there},\n\nWe were in touch some time ago, and then it went quiet. That is no reproach.\n\nWhere do things stand? If there is something {creatorFirstName} can do to make it easier, answer this message.'
          : 'Hi {firstName|there},\n\nYou were interested some time ago, and then it went quiet. That is no reproach.\n\nOne thing {creatorFirstName} offers: {value}.\n\nWhen you are ready, {offer} is here: {url}',
        'Hi {firstName|there},\n\nIn case it helps you to decide, {author} wrote: “{quote}”\n\n{offer} ({price}) is still there: {url}\n\nAnd should you have settled it some other way, that is good news too.',
      ],
      short: own ?? [
        'Hi {firstName|there}, it has been a while. Is what brought you to {creator} still on your list? A “not now” is a perfectly good answer too.',
        'Hi {firstName|there}, {creator}’s assistant here. {offer} ({price}) is still open if you want to pick it up: {url}',
      ],
    })
  },
})
