/** A moment for an agent of leads to decide in: one creator with offers, one lead, one event. */
import type { SalesProfile } from '@troupe/contract'
import { seeded } from '../../base/random.ts'
import type { MessagingSituation, SituatedProduct } from '../agents/situation.ts'

export const SITUATION_MS = Date.UTC(2027, 4, 3, 12)
const HOUR_MS = 3_600_000

export const PROFILE: SalesProfile = {
  summary: 'Ada Byron helps engineers into their first leading role. She has led teams for twelve years.',
  pitch: 'From senior engineer to lead, with a plan.', targetAudience: ['senior engineers'],
  valuePropositions: ['a plan for the next ninety days', 'practice for the talks one would rather not have.'],
  services: [{ externalId: 'svc-1', name: 'Career call', description: 'Thirty minutes on where you stand. We end with three next steps.', price: '€49', url: 'https://ada.example/call' }, { externalId: null, name: 'Team workshop', description: 'A day with your whole team.', price: 'on request', url: null }],
  agentInstructions: 'Be brief.',
  objections: [
    { objection: 'It is too expensive', answer: 'The career call costs €49 and you keep the notes. Many decide after it that they need nothing more.' },
    { objection: 'I have no time for this', answer: 'Half an hour is enough to begin with, evenings included.' },
    { objection: 'Does this work remotely?', answer: 'Everything happens by video.' },
  ],
  pricing: 'Calls from €49.', ratings: { average: 4.9, count: 212 }, socialProof: [{ quote: 'I had the offer six weeks later, and I knew why.', author: 'Jo March' }],
}

export const CALL: SituatedProduct = { id: '0190a000-0000-7000-8000-00000000c411', externalId: 'svc-1', name: 'Career call', description: 'Thirty minutes on where you stand. We end with three next steps.', kind: 'call', priceMinor: 4900, currency: 'EUR', url: 'https://ada.example/call' }
export const COURSE: SituatedProduct = { id: '0190a000-0000-7000-8000-00000000c0de', externalId: 'svc-2', name: 'Lead in ninety days', description: '', kind: 'course', priceMinor: 49_900, currency: 'EUR', url: null }

type Changes = { readonly [Part in keyof MessagingSituation]?: MessagingSituation[Part] extends object | null ? Partial<NonNullable<MessagingSituation[Part]>> : MessagingSituation[Part] }

/** `changes` go over the standard, part by part. */
export function agentSituation({ event = {}, lead = {}, context = {}, creator = {}, agent = {}, conversation, ...rest }: Changes = {}): MessagingSituation {
  return {
    nowMs: SITUATION_MS, random: seeded('situation'),
    pending: [], marks: {}, experiments: {},
    ...rest as Partial<MessagingSituation>,
    agent: { id: '0190a000-0000-7000-8000-0000000000a9', name: 'An agent', settings: {}, ...agent },
    event: { id: '0190a000-0000-7000-8000-0000000000e1', type: 'page_view', source: 'api', atMs: SITUATION_MS, payload: {}, counted: true, nth: 1, before: { stage: 'new', lastSeenMs: null }, ...event },
    lead: {
      id: '0190a000-0000-7000-8000-0000000000c0', externalId: null, name: 'Grace Hopper', email: 'grace@lead.example', phone: null, whatsapp: null, timezone: 'America/New_York', locale: 'en-US', tags: [],
      consents: { email: 'granted' }, ...lead,
    },
    context: {
      stage: 'new', stageSinceMs: SITUATION_MS - HOUR_MS, firstSeenMs: SITUATION_MS, lastSeenMs: SITUATION_MS, events: 1, counts: { page_view: 1 }, lastAtMs: { page_view: SITUATION_MS }, revenueMinor: 0, attributes: {}, marks: {},
      ...context,
    },
    creator: { id: '0190a000-0000-7000-8000-00000000c7ea', username: 'ada', name: 'Ada Byron', timezone: 'Europe/Berlin', locale: 'de', currency: 'EUR', profile: PROFILE, products: [COURSE, CALL], ...creator },
    conversation: conversation === undefined || conversation === null ? null : { id: '0190a000-0000-7000-8000-00000000c0a1', channel: 'email', state: 'with-agent', messages: [], ...conversation },
  }
}
