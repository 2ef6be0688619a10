import type { AgentKindDefinition } from '../../packages/server/src/engagement/agents/define-agent.ts'

/** Somebody looks at the same offer for the third time in a week and says nothing: one question, in their own morning, and no more. */
export default {
  name: 'third-look',
  title: 'Third look',
  description: 'Asks one question of a lead who has looked at an offer three times in a week and neither booked nor written.',
  // Asked before anything is read: most clicks never wake it.
  triggers: [{ eventType: 'service_click', filter: { '>=': [{ var: 'event.nth' }, 3] } }],

  shouldAct: ({ event, has, hasBought, hasBooking, happenedWithin, creator, isPlanned, once }) =>
    event.byPerson && !hasBought && !hasBooking && !has('in_app_received') && !has('email_replied')
    && happenedWithin('page_view', '7d') && creator.offerOfEvent !== null && !isPlanned()
    // Asked last: what is asked once is remembered.
    && once('third-look'),

  plan: ({ creator, lead, localHour, send, tag, wait, escalate, revenue }) => {
    tag('third look')
    // Who has bought before and hesitates is worth a call by a person.
    if (revenue > 0) return escalate(`${lead.name ?? 'A customer'} looks at ${creator.offerOfEvent?.name} again and again`)
    // Mornings are for questions: before nine, where the lead is, at once; later, tomorrow at nine.
    if (localHour >= 9) wait(`${24 + 9 - localHour}h`)
    send.best({
      offer: creator.offerOfEvent,
      unless: ['converted', 'booked', 'replied', 'unsubscribed'],
      subject: ['What is missing?', 'One question about {offer}'],
      text: [
        'Hi {firstName|there},\n\nThree looks at {offer} ({price}) usually mean that one thing is missing. Which is it: the price, the day, or whether it fits?\n\nOne word is enough, and you get an answer to that word.',
        'Hi {firstName|there},\n\nYou keep coming back to {offer}. What would have to be different for you to book it? {creatorFirstName} would like to know, also when the answer is “nothing, I only look”.',
      ],
      short: 'Hi {firstName|there}, you keep coming back to {offer} ({price}). What is missing: price, day, or whether it fits?',
    })
  },
} satisfies Omit<AgentKindDefinition, 'settings'>
