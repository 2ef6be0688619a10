/**
 * A sales profile written by code from what the source says: what there is where no model is set, and what stands in for one that
 * fails. Every sentence rests on the source, so that the check of claims finds nothing in it.
 */
import { seeded } from '../../base/random.ts'
import { lastSentenceEnd, shortened } from '../../llm/clean-text.ts'
import { priceText } from './profile-request.ts'
import type { WrittenProfile } from './profile-reply.ts'
import type { SourceProfile, SourceService } from './source-profile.ts'

export function proseProfile(source: SourceProfile): WrittenProfile {
  const { name, headline, bio, expertise, location, services, ratings, testimonials, bookings } = source
  const chance = seeded(`profile/${source.username}`)
  const priced = services.filter((service) => service.priceMinor !== null && service.priceMinor > 0)
  const free = services.find((service) => service.priceMinor === 0)
  const cheapest = priced.toSorted((a, b) => (a.priceMinor ?? 0) - (b.priceMinor ?? 0))[0]
  const gentlest = free ?? cheapest ?? services[0]
  const what = headline === '' ? expertise.slice(0, 3).join(', ') : headline
  const rated = ratings.average === null ? '' : ratings.count > 1 ? `The average of ${ratings.count} ratings is ${ratings.average} out of 5.` : `Rated ${ratings.average} out of 5.`
  const held = bookings === null || bookings === 0 ? '' : `${bookings} sessions have been held so far.`
  const about = sentences(bio, 3)
  const offer = services.length === 0 ? '' : services.length === 1 ? `On offer is ${services[0]?.name}.` : `On offer are ${listed(services.map((service) => service.name).slice(0, 5))}.`
  return {
    summary: joined([what === '' ? `${name} works with clients directly.` : `${name}: ${withStop(what)}`, about, location === '' ? '' : `Based in ${location}.`, rated, held]),
    pitch: joined([
      chance.pick([expertise[0] === undefined ? `${name} works with you directly.` : `If you would like help with ${expertise[0]}, you can work on it with ${name}.`, `${name} works with you step by step.`, `With ${name} you don't have to work things out alone.`]),
      offer, gentlest === undefined ? '' : `A good first step is ${gentlest.name}${priced.length > 0 || free ? ` (${priceText(gentlest) || 'price on request'})` : ''}.`, testimonials[0] === undefined ? '' : `${testimonials[0].author} wrote: “${sentences(testimonials[0].text, 2)}”`,
    ]),
    targetAudience: audience(source),
    valuePropositions: propositions(source),
    agentInstructions: joined([
      `Speak for ${name}, and say that you are an automated assistant.`, 'Ask what the person wants to get done before you offer anything.',
      gentlest === undefined ? 'Offer a talk first.' : `Offer ${gentlest.name} first, unless they ask for something else.`, 'Give prices as they stand in the profile, and promise no results.', 'Hand over to a person when somebody complains, asks for a refund or wants something that is not on offer.',
    ]),
    objections: objections(source, gentlest),
    pricing: pricing(services),
    described: new Map(services.map((service) => [service.externalId, described(service, name)])),
  }
}

function audience({ expertise, services, headline }: SourceProfile): string[] {
  const topics = expertise.length > 0 ? expertise : services.map((service) => service.name)
  const lines = topics.slice(0, 6).map((topic) => `People who look for help with ${topic}`)
  return lines.length > 0 ? lines : [headline === '' ? 'People who came to the profile by themselves' : `People who look for: ${headline}`]
}

/** Assistants say "among the things Ines offers: …" with one of these. */
function propositions({ name, services, expertise }: SourceProfile): string[] {
  const lines = expertise.length > 0 ? expertise.slice(0, 6).map((topic) => `Help with ${topic}`) : services.slice(0, 4).map((service) => service.durationMinutes === null ? service.name : `${service.name}: ${service.durationMinutes} minutes with ${name}`)
  return lines.length > 0 ? lines : [`Work with ${name} directly`]
}

function objections({ name, testimonials, ratings }: SourceProfile, gentlest: SourceService | undefined): WrittenProfile['objections'] {
  const said = testimonials[0]
  const price = gentlest === undefined ? '' : priceText(gentlest)
  return [
    { objection: 'It is too expensive.', answer: gentlest === undefined || price === '' ? 'Ask for the price first; nothing is booked by asking.' : `You can begin with ${gentlest.name}, which is ${price === 'free' ? 'free' : `${price}`}. Whether you go on is up to you.` },
    { objection: 'I have no time.', answer: gentlest?.durationMinutes == null ? 'You choose a time that suits you.' : `${gentlest.name} takes ${gentlest.durationMinutes} minutes, at a time that suits you.` },
    {
      objection: 'How do I know that it helps me?',
      answer: said !== undefined ? `Nobody can promise that. ${said.author} wrote: “${sentences(said.text, 2)}”` : ratings.average !== null ? `Nobody can promise that. The rating is ${ratings.average} out of 5.` : 'Nobody can promise that. Ask before you book, and say what you need.',
    },
    { objection: 'I want to think about it.', answer: `Take your time. If a question comes up, write, and ${name} sees it.` },
  ]
}

function pricing(services: readonly SourceService[]): string {
  const lines = services.filter((service) => service.priceMinor !== null).map((service) => `${service.name}: ${priceText(service)}.`)
  const open = services.filter((service) => service.priceMinor === null).map((service) => service.name)
  return joined([...lines, open.length === 0 ? '' : `On request: ${listed(open)}.`]) || 'Prices are on request.'
}

function described({ name, description, durationMinutes }: SourceService, by: string): string {
  if (description !== '') return shortened(description, 2000)
  return durationMinutes === null ? `${name} with ${by}.` : `${name} with ${by}, ${durationMinutes} minutes.`
}

function sentences(text: string, most: number): string {
  const found = text.replace(/\s+/g, ' ').split(/(?<=[.!?…])\s+/u).slice(0, most).join(' ')
  const short = shortened(found, 600)
  return lastSentenceEnd(`${short} `) === short.length ? short : withStop(short)
}

function withStop(text: string): string {
  return text === '' || /[.!?…]$/u.test(text) ? text : `${text}.`
}

function listed(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`
}

function joined(parts: readonly string[]): string {
  return shortened(parts.filter((part) => part !== '').join(' '), 2000)
}
