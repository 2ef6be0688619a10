/**
 * What a profile API says of a creator, read with patience: names that vary, numbers that come as text, fields that are not there.
 * HTML becomes plain text here, so that nothing behind this file sees a tag. Whatever is missing has a stand-in and a note.
 */
import { timezoneSchema } from '@troupe/contract'
import { currencyDigits } from '../../base/currency.ts'
import { htmlText } from '../../platform/outside/html-text.ts'

export interface SourceService {
  readonly externalId: string
  readonly name: string
  readonly description: string
  readonly kind: string
  /** In the currency's smallest unit; null where no price is told, 0 where it is free. */
  readonly priceMinor: number | null
  readonly currency: string | null
  readonly durationMinutes: number | null
  readonly url: string | null
}

export interface SourceTestimonial {
  readonly author: string
  readonly text: string
}

export interface SourceProfile {
  readonly username: string
  readonly name: string
  readonly headline: string
  readonly bio: string
  readonly expertise: readonly string[]
  readonly location: string
  readonly timezone: string | null
  readonly services: readonly SourceService[]
  readonly ratings: { readonly average: number | null; readonly count: number }
  readonly testimonials: readonly SourceTestimonial[]
  /** Sessions held so far. */
  readonly bookings: number | null
}

export interface ReadProfile {
  readonly profile: SourceProfile
  /** What was missing or could not be read, in a sentence each. */
  readonly notes: readonly string[]
}

const SERVICES_MOST = 40
const TESTIMONIALS_MOST = 20
const LINE_LONGEST = 200
const PARAGRAPH_LONGEST = 1800

type Fields = Readonly<Record<string, unknown>>

/** Null where it is no profile at all. */
export function readSourceProfile(json: unknown, username: string): ReadProfile | null {
  const whole = fields(unwrapped(json))
  const user = fields(whole?.['user'] ?? whole?.['profile'] ?? whole?.['creator'] ?? whole)
  if (whole === null || user === null) return null
  const notes: string[] = []
  const missing = (what: string, instead: string): void => void notes.push(`The profile has no ${what}; ${instead}.`)
  const name = line(first(user, 'displayName', 'display_name', 'name', 'fullName', 'full_name')) || line([user['firstName'] ?? user['first_name'], user['lastName'] ?? user['last_name']].filter((part) => typeof part === 'string').join(' '))
  if (name === '') missing('name', 'the username stands for it')
  const headline = line(first(user, 'headline', 'title', 'tagline', 'occupation'))
  const bio = paragraph(first(user, 'bio', 'description', 'about'))
  if (bio === '' && headline === '') missing('bio', 'the pitch rests on the services alone')
  const services = list(first(whole, 'services', 'products', 'offerings')).slice(0, SERVICES_MOST).flatMap((service, place) => serviceOf(service, place, notes))
  if (services.length === 0) missing('services', 'no products are made of it')
  const ratings = ratingsOf(whole, user)
  const testimonials = list(first(whole, 'testimonials', 'reviews')).slice(0, TESTIMONIALS_MOST).flatMap((item) => testimonialOf(item, notes))
  const zone = timezoneSchema.safeParse(first(user, 'timezone', 'timeZone', 'time_zone'))
  return {
    profile: {
      username, name: name || username, headline, bio, expertise: list(first(user, 'expertise', 'skills', 'topics')).map(line).filter(Boolean).slice(0, 12), location: line(first(user, 'location', 'city')),
      timezone: zone.success ? zone.data : null, services, ratings, testimonials, bookings: bookingsOf(whole),
    },
    notes,
  }
}

/** Some APIs wrap what they say in `data`. */
function unwrapped(json: unknown): unknown {
  const outer = fields(json)
  return outer !== null && outer['user'] === undefined && fields(outer['data']) !== null ? outer['data'] : json
}

function serviceOf(value: unknown, place: number, notes: string[]): SourceService[] {
  const service = fields(value)
  const name = service === null ? '' : line(first(service, 'title', 'name'))
  if (service === null || name === '') {
    notes.push(`Service ${place + 1} has no title and was left out.`)
    return []
  }
  const price = fields(service['price'])
  const amount = number(price === null ? first(service, 'price', 'amount', 'charge') : first(price, 'amount', 'value'))
  const currency = /^[A-Za-z]{3}$/.exec(line(first(price ?? service, 'currency') ?? service['currency']))?.[0].toUpperCase() ?? null
  const url = line(first(service, 'url', 'link'))
  return [{
    externalId: line(first(service, 'id', 'externalId', 'slug')) || `service-${place + 1}`, name, description: paragraph(first(service, 'description', 'summary')), kind: line(first(service, 'type', 'kind')) || 'service',
    priceMinor: amount === null || amount < 0 ? null : Math.round(amount * 10 ** currencyDigits(currency)), currency, durationMinutes: wholeNumber(first(service, 'durationMinutes', 'duration_minutes', 'duration')),
    url: /^https?:\/\//.test(url) && URL.canParse(url) ? url : null,
  }]
}

function ratingsOf(profile: Fields, user: Fields): SourceProfile['ratings'] {
  const told = profile['ratings'] ?? profile['rating'] ?? user['ratings'] ?? user['rating']
  const ratings = fields(told)
  const average = number(ratings === null ? told : first(ratings, 'average', 'avg', 'value', 'score'))
  const count = wholeNumber(ratings === null ? first(profile, 'ratingsCount', 'ratings_count') : first(ratings, 'count', 'total'))
  return { average: average === null || average <= 0 || average > 5 ? null : Math.round(average * 100) / 100, count: count ?? 0 }
}

/** Words that are meant for a machine and no praise: a profile that repeats them would hand them to every agent that reads it. */
const TOLD_TO_A_MACHINE = /\b(?:ignore|disregard|forget)\b.{0,40}\b(?:previous|prior|above|all|earlier|your)\b.{0,40}\b(?:instruction|prompt|rule|message|context)|\bsystem prompt\b|\byou are now\b|\bas an ai\b|<\/?(?:system|assistant|user|data)>|\[\/?inst\]/i

function testimonialOf(value: unknown, notes: string[]): SourceTestimonial[] {
  const item = fields(value)
  const raw = item === null ? value : first(item, 'text', 'testimonial', 'review', 'content', 'comment')
  const text = paragraph(raw)
  const by = item === null ? null : first(item, 'author', 'name', 'reviewer')
  const author = line(fields(by) === null ? by : first(fields(by) ?? {}, 'name', 'displayName')) || 'A client'
  if (text === '') return []
  if (TOLD_TO_A_MACHINE.test(text) || (typeof raw === 'string' && TOLD_TO_A_MACHINE.test(raw))) {
    notes.push(`What ${author} wrote gives orders to a machine, and was left out.`)
    return []
  }
  return [{ author, text }]
}

function bookingsOf(profile: Fields): number | null {
  const told = profile['bookings']
  const bookings = fields(told)
  if (Array.isArray(told)) return told.length
  return wholeNumber(bookings === null ? told : first(bookings, 'total', 'count', 'completed'))
}

function fields(value: unknown): Fields | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value as Fields : null
}

function first(of: Fields, ...names: string[]): unknown {
  return names.map((name) => of[name]).find((value) => value !== undefined && value !== null && value !== '')
}

function list(value: unknown): unknown[] {
  if (Array.isArray(value)) return value
  return typeof value === 'string' && value !== '' ? value.split(/[,;]/) : []
}

function line(value: unknown): string {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? htmlText(value, LINE_LONGEST).replace(/\s+/g, ' ').trim() : ''
}

function paragraph(value: unknown): string {
  if (Array.isArray(value)) return paragraph(value.filter((part) => typeof part === 'string').join('\n'))
  return typeof value === 'string' ? htmlText(value, PARAGRAPH_LONGEST).trim() : ''
}

/** Also from text: "4.8", "1,200", "₹499". */
function number(value: unknown): number | null {
  if (typeof value === 'number') return Number.isFinite(value) ? value : null
  if (typeof value !== 'string') return null
  const found = /-?\d[\d,]*(?:\.\d+)?/.exec(value)
  return found === null ? null : Number(found[0].replaceAll(',', ''))
}

function wholeNumber(value: unknown): number | null {
  const read = number(value)
  return read === null || read < 0 || read > 1e9 ? null : Math.round(read)
}
