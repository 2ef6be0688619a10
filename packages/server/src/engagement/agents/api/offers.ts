/** What the creator has to offer, from the products and the sales profile: an agent speaks of these and makes nothing up. */
import type { SalesProfile } from '@troupe/contract'
import type { MessagingSituation, SituatedProduct } from '../situation.ts'
import { answerTo, type ObjectionAnswer } from './objections.ts'
import { briefly, firstSentence } from './wording.ts'

/** A product, or a service of the profile for which there is none. */
export interface Offer {
  readonly name: string
  readonly description: string
  /** As it is written down: "€49 an hour"; null where nothing is. */
  readonly price: string | null
  readonly url: string | null
  readonly product: SituatedProduct | null
}

/** Where payloads of common senders name the offer. */
const NAMING_PATHS = ['productId', 'product_id', 'serviceId', 'service_id', 'product', 'service', 'productName', 'serviceName', 'title', 'name']

export class CreatorOffers {
  readonly #situation: MessagingSituation
  readonly #money: (minor: number, currency: string) => string

  constructor(situation: MessagingSituation, money: (minor: number, currency: string) => string) {
    this.#situation = situation
    this.#money = money
  }

  /** The creator's name. */
  get name(): string {
    return this.#situation.creator.name
  }

  /** Whole name cut to the first. */
  get firstName(): string {
    return this.name.trim().split(/\s+/)[0] ?? this.name
  }

  /** The sales profile; null until it has been written. */
  get profile(): SalesProfile | null {
    return this.#situation.creator.profile
  }

  /** The products on offer. */
  get products(): readonly SituatedProduct[] {
    return this.#situation.creator.products
  }

  /** The product of this id, external id or name; null when there is none. */
  product(wanted: string): SituatedProduct | null {
    const plain = wanted.trim().toLowerCase()
    if (plain === '') return null
    return this.products.find(({ id, externalId, name }) => id === plain || externalId === wanted || name.toLowerCase() === plain)
      ?? this.products.find(({ name }) => plain.length > 3 && name.toLowerCase().includes(plain)) ?? null
  }

  /** Of the products with a price, the cheapest; null when none has one. */
  get cheapestProduct(): SituatedProduct | null {
    return this.products.filter(({ priceMinor }) => priceMinor !== null && priceMinor > 0).toSorted((a, b) => (a.priceMinor ?? 0) - (b.priceMinor ?? 0))[0] ?? null
  }

  /** Everything on offer: products, and the profile's services that are no products. */
  get offers(): readonly Offer[] {
    const known = new Set(this.products.map(({ name }) => name.toLowerCase()))
    const ids = new Set(this.products.map(({ externalId }) => externalId))
    const services = (this.profile?.services ?? []).filter(({ name, externalId }) => !known.has(name.toLowerCase()) && (externalId === null || !ids.has(externalId)))
    return [...this.products.map((product) => this.offerOf(product)), ...services.map(({ name, description, price, url }): Offer => ({ name, description, price: price === '' ? null : price, url, product: null }))]
  }

  /** A product as an offer, its price written out. */
  offerOf(product: SituatedProduct): Offer {
    const { name, description, priceMinor, currency, url } = product
    return { name, description, url, product, price: priceMinor === null ? null : priceMinor === 0 ? 'free' : this.#money(priceMinor, currency) }
  }

  /** The offer of this name or id; null when there is none. */
  service(wanted: string): Offer | null {
    const product = this.product(wanted)
    if (product !== null) return this.offerOf(product)
    const plain = wanted.trim().toLowerCase()
    const listed = this.profile?.services.find(({ externalId, name }) => externalId === wanted || name.toLowerCase() === plain)
    return this.offers.find((offer) => offer.name.toLowerCase() === (listed?.name.toLowerCase() ?? plain)) ?? null
  }

  /** The offer that this event is about, as its payload names it; null when it names none that is known. */
  get offerOfEvent(): Offer | null {
    const { payload } = this.#situation.event
    for (const path of NAMING_PATHS) {
      const named = Object.hasOwn(payload, path) ? payload[path] : undefined
      const offer = typeof named === 'string' || typeof named === 'number' ? this.service(String(named)) : null
      if (offer !== null) return offer
    }
    return null
  }

  /** What to speak of when nothing is named: the cheapest product, else the first offer; null when there is nothing on offer. */
  get easiestOffer(): Offer | null {
    const { cheapestProduct } = this
    return cheapestProduct === null ? this.offers[0] ?? null : this.offerOf(cheapestProduct)
  }

  /** The offer that these words speak of most; null when they speak of none. */
  offerIn(text: string): Offer | null {
    const plain = text.toLowerCase()
    return this.offers.toSorted((a, b) => b.name.length - a.name.length).find(({ name }) => plain.includes(name.toLowerCase()))
      ?? this.offers.find(({ name }) => name.toLowerCase().split(/\W+/).some((word) => word.length > 4 && new RegExp(`\\b${word}`).test(plain))) ?? null
  }

  /** The profile's answer to an objection or question like this one; null when it has none that fits. */
  objectionAnswer(text: string): ObjectionAnswer | null {
    return answerTo(text, this.profile?.objections ?? [])
  }

  /** What somebody said of the creator, chosen by chance; null when nobody did. */
  get testimonial(): { readonly quote: string; readonly author: string } | null {
    const short = (this.profile?.socialProof ?? []).filter(({ quote, author }) => quote.length > 20 && quote.length <= 240 && author !== '')
    if (short.length === 0) return null
    const { quote, author } = this.#situation.random.fork('testimonial').pick(short)
    return { quote: briefly(quote).replaceAll(/^["“]|["”]$/g, ''), author }
  }

  /** What one gets of it, chosen by chance among the profile's value propositions; null when it names none. */
  get value(): string | null {
    const values = (this.profile?.valuePropositions ?? []).filter((value) => value.length > 5 && value.length <= 160)
    return values.length === 0 ? null : inSentence(this.#situation.random.fork('value').pick(values))
  }

  /** Who the creator is, in one sentence of the profile's summary; null when it has none. */
  get introduction(): string | null {
    return this.profile === null || this.profile.summary === '' ? null : firstSentence(this.profile.summary)
  }

  /** "4.9 out of 5 from 212 ratings"; null below five ratings or four stars, which is nothing to show. */
  get rating(): string | null {
    const ratings = this.profile?.ratings
    return ratings?.average == null || ratings.count < 5 || ratings.average < 4 ? null : `${ratings.average.toFixed(1)} out of 5 from ${ratings.count} ratings`
  }
}

/** As it reads after a colon: "Help with rye." becomes "help with rye"; names and abbreviations keep their capitals. */
function inSentence(words: string): string {
  const plain = words.replace(/\.$/, '')
  return /^\p{Lu}[\p{Ll}’']+ \p{Ll}/u.test(plain) ? plain.charAt(0).toLowerCase() + plain.slice(1) : plain
}
