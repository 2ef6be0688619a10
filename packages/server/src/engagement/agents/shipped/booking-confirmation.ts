/** Confirms a booking at once and reminds of it a day before, in the lead's own time. */
import { z } from 'zod'
import { defineAgent } from '../define-agent.ts'
import { prefer } from './common-settings.ts'

/** Where payloads of common calendars have the beginning. */
const BEGINNINGS = ['startsAt', 'startAt', 'start', 'startTime', 'start_time', 'scheduledAt', 'scheduled_at', 'time', 'date']
const LINKS = ['joinUrl', 'meetingUrl', 'meeting_url', 'location']
const HOUR_MS = 3_600_000

export const bookingConfirmationAgent = defineAgent({
  name: 'booking-confirmation',
  title: 'Booking confirmation',
  description: 'Confirms a booking at once, with its time where the lead is, and reminds of it a day before.',
  triggers: [{ eventType: 'booking_created', filter: null }],
  settings: z.object({ prefer, reminderHours: z.number().min(0).max(24 * 14).default(24).describe('how many hours before it reminds; 0 for no reminder') }),
  shouldAct: ({ event }) => event.byPerson,
  plan: ({ event, creator, date, now, send, settings: { prefer: channel, reminderHours } }) => {
    const offer = creator.offerOfEvent
    const startMs = BEGINNINGS.map((path) => event.time(path)).find((ms) => ms !== null) ?? null
    const link = LINKS.map((path) => event.text(path)).find((text) => text !== null && /^https?:\/\/\S+$/.test(text)) ?? null
    const what = offer?.name ?? event.text('title') ?? 'your appointment'
    const gaps = {
      what, first: what.charAt(0).toUpperCase() + what.slice(1), when: startMs === null ? null : date(startMs, 'moment', 'en'), link,
      reminded: startMs !== null && reminderHours > 0 && startMs - reminderHours * HOUR_MS > now ? 'yes' : null,
    }
    send.best({
      prefer: channel, offer, unless: ['booking-cancelled'], priority: 6, with: gaps,
      subject: ['{first} is booked', 'Confirmed: {what}'],
      text: [
        'Hi {firstName|there},\n\n{first} with {creator} is booked.\nWhen: {when}\nWhere: {link}\n\nIf there is something {creatorFirstName} should know or read beforehand, answer this message with it. And if the time no longer suits you, say so; better early than not at all.',
        'Hi {firstName|there},\n\nThat is settled: {what} with {creator}.\n{when}\n{link}\n\nIt helps to write down beforehand what you want to walk away with. If you send it as an answer to this message, {creatorFirstName} can prepare.',
      ],
      short: ['Hi {firstName|there}, {what} with {creator} is booked.\n{when}\n{link}\nIf something changes, just answer here.'],
    })
    if (gaps.reminded === null || startMs === null) return
    send.best({
      prefer: channel, offer, at: startMs - reminderHours * HOUR_MS, unless: ['booking-cancelled'], priority: 5, with: gaps,
      subject: ['Coming up: {what}', '{first}: {when}'],
      text: [
        'Hi {firstName|there},\n\nA reminder of {what} with {creator}.\n{when}\n{link}\n\nSee you then. If you cannot make it, please answer this message, so that the time can go to somebody else.',
        'Hi {firstName|there},\n\nNot long now: {what} with {creator}, {when}.\n{link}\n\nBring your questions. If something has come up, a short answer is enough.',
      ],
      short: ['Hi {firstName|there}, a reminder: {what} with {creator}, {when}.\n{link}\nCannot make it? Just answer here.'],
    })
  },
})
