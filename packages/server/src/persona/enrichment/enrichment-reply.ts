/**
 * A model's reply made into values a persona can take: cleaned, bounded, field by field. What can't be used keeps the
 * persona's own, and whatever else the reply holds (a new username, an age) is never looked at.
 */
import type { EnrichedValues, Persona } from '@troupe/contract'
import { BIO_LONGEST, voiceSchema, type Voice } from '@troupe/contract/persona'
import { cleanText, shortened, withoutControls } from '../../llm/clean-text.ts'
import { BACKSTORY_LONGEST } from './enrichment-request.ts'

const KNOWLEDGE_MOST = 60
const FACT_LONGEST = 500

/** Null where nothing in it can be used. */
export function enrichedFrom(reply: unknown, persona: Persona): EnrichedValues | null {
  if (typeof reply !== 'object' || reply === null) return null
  const { bio, backstory, voice, knowledge } = reply as Record<string, unknown>
  const facts = textsOf(knowledge, FACT_LONGEST, KNOWLEDGE_MOST)
  const values: EnrichedValues = {
    ...asField('bio', oneLine(textOf(bio, BIO_LONGEST))),
    ...asField('backstory', textOf(backstory, BACKSTORY_LONGEST)),
    ...asField('voice', voiceFrom(voice, persona.voice)),
    ...asField('knowledge', facts.length === 0 ? null : facts),
  }
  return Object.keys(values).length === 0 ? null : values
}

function asField<Name extends string, Value>(name: Name, value: Value | null): { [Key in Name]?: Value } {
  return value === null ? {} : { [name]: value } as { [Key in Name]: Value }
}

function textOf(value: unknown, longest: number): string | null {
  if (typeof value !== 'string') return null
  const { text } = cleanText(value, longest)
  return text === '' ? null : text
}

function oneLine(text: string | null): string | null {
  return text === null ? null : text.replace(/\s*\n\s*/g, ' ').trim()
}

function textsOf(value: unknown, longest: number, most: number): string[] {
  if (!Array.isArray(value)) return []
  const texts = value.filter((item) => typeof item === 'string').map((item) => shortened(withoutControls(item).replace(/\s+/g, ' ').trim(), longest))
  return [...new Set(texts.filter((text) => text !== ''))].slice(0, most)
}

function voiceFrom(value: unknown, now: Voice): Voice | null {
  if (typeof value !== 'object' || value === null) return null
  const given = value as Record<string, unknown>
  const emojis = textsOf(given['emojis'], 16, 24)
  const slang = textsOf(given['slang'], 60, 60)
  const vocabulary = textsOf(given['vocabulary'], 60, 80)
  const { tone, length, casing, emoji } = voiceSchema.shape
  const read = voiceSchema.safeParse({
    tone: tone.safeParse(textOf(given['tone'], 120)).data ?? now.tone,
    length: length.safeParse(given['length']).data ?? now.length,
    casing: casing.safeParse(given['casing']).data ?? now.casing,
    emoji: emoji.safeParse(given['emoji']).data ?? now.emoji,
    emojis: emojis.length > 0 ? emojis : now.emojis,
    slang: slang.length > 0 ? slang : now.slang,
    vocabulary: vocabulary.length > 0 ? vocabulary : now.vocabulary,
  })
  return read.success ? read.data : null
}
