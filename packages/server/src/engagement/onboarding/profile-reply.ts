/**
 * A model's reply made into a sales profile: cleaned, bounded, field by field. Prices, ratings, links and quotes are the source's
 * own, whatever the reply says of them. What can't be used is told, so that the model can be asked again.
 */
import type { SalesProfile } from '@troupe/contract'
import { htmlText } from '../../platform/outside/html-text.ts'
import { shortened, withoutControls } from '../../llm/clean-text.ts'
import { priceText } from './profile-request.ts'
import type { SourceProfile } from './source-profile.ts'

/** Fields that a model writes. */
export type WrittenProfile = Pick<SalesProfile, 'summary' | 'pitch' | 'targetAudience' | 'valuePropositions' | 'agentInstructions' | 'objections' | 'pricing'> & { readonly described: ReadonlyMap<string, string> }

export interface ReadReply {
  readonly written: Partial<WrittenProfile>
  /** One a field, in the words a model can mend it by. */
  readonly faults: readonly string[]
}

const PARAGRAPH_LONGEST = 2000
const LINE_LONGEST = 300

export function readReply(reply: unknown): ReadReply {
  if (typeof reply !== 'object' || reply === null || Array.isArray(reply)) return { written: {}, faults: ['it is no JSON object'] }
  const given = reply as Readonly<Record<string, unknown>>
  const faults: string[] = []
  const paragraph = (name: string): string | undefined => {
    const text = paragraphOf(given[name])
    if (text === '') faults.push(`${name} must be a text`)
    return text === '' ? undefined : text
  }
  const lines = (name: string, most: number): string[] | undefined => {
    const found = listOf(given[name]).map(lineOf).filter(Boolean).slice(0, most)
    if (found.length === 0) faults.push(`${name} must be a list of texts`)
    return found.length === 0 ? undefined : [...new Set(found)]
  }
  const objections = listOf(given['objections']).flatMap((item) => {
    const { objection, answer } = Object(item) as Record<string, unknown>
    const pair = { objection: lineOf(objection), answer: paragraphOf(answer) }
    return pair.objection === '' || pair.answer === '' ? [] : [pair]
  }).slice(0, 20)
  if (objections.length === 0) faults.push('objections must be a list of {objection, answer}')
  const described = new Map(listOf(given['services']).flatMap((item) => {
    const { id, externalId, description } = Object(item) as Record<string, unknown>
    const key = lineOf(id ?? externalId)
    const text = paragraphOf(description)
    return key === '' || text === '' ? [] : [[key, text] as const]
  }))
  const written = {
    summary: paragraph('summary'), pitch: paragraph('pitch'), targetAudience: lines('targetAudience', 12), valuePropositions: lines('valuePropositions', 12), agentInstructions: paragraph('agentInstructions'), pricing: paragraph('pricing'),
    objections: objections.length === 0 ? undefined : objections, described,
  }
  return { written: Object.fromEntries(Object.entries(written).filter(([, value]) => value !== undefined)), faults }
}

export function profileOf(written: WrittenProfile, source: SourceProfile): SalesProfile {
  const { described, ...texts } = written
  return {
    ...texts,
    services: source.services.map((service) => ({
      externalId: service.externalId, name: shortened(service.name, LINE_LONGEST), description: described.get(service.externalId) ?? shortened(service.description, PARAGRAPH_LONGEST), price: priceText(service), url: service.url,
    })),
    ratings: { average: source.ratings.average, count: source.ratings.count },
    socialProof: source.testimonials.slice(0, 12).map(({ author, text }) => ({ quote: shortened(text, PARAGRAPH_LONGEST), author: shortened(author, LINE_LONGEST) })),
  }
}

function paragraphOf(value: unknown): string {
  return typeof value === 'string' ? shortened(htmlText(withoutControls(value), PARAGRAPH_LONGEST * 2).trim(), PARAGRAPH_LONGEST) : ''
}

function lineOf(value: unknown): string {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' ? shortened(htmlText(withoutControls(value), LINE_LONGEST * 2).replace(/\s+/g, ' ').trim(), LINE_LONGEST) : ''
}

function listOf(value: unknown): unknown[] {
  return Array.isArray(value) ? value : []
}
