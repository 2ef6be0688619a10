/**
 * Enrichment without a model: the persona dealt anew from its archetype's templates, as itself. Another bio and backstory
 * than it has, another handful of its voice's words, what all of its kind know. Somebody who comes from no archetype gets
 * sentences that fit anybody, made of what is known of them.
 */
import type { EnrichedValues, Persona, ResearchProfile } from '@troupe/contract'
import type { Archetype } from '@troupe/contract/archetype'
import { BIO_LONGEST } from '@troupe/contract/persona'
import type { Random } from '../../base/random.ts'
import { voiceOf } from '../generation/identity.ts'
import { fill } from '../template.ts'

/** Slots that nobody fills are left out, so a template is only taken where its own are known. */
const BIOS = [
  'Mostly {interest}. {location}.',
  '{interest}, then everything else. {location}.',
  '{belief}',
  'Ask me about {interest}.',
  '{location}. Here for {interest}.',
] as const
const BACKSTORIES = [
  '{name} has lived in {location} long enough to have opinions about it, and came here for {interest}.',
  '{name} came to {interest} by accident and stayed on purpose.',
  'In {location} {name} is known as the one with {interest}; here {name} is one of several, and likes that.',
] as const
const KNOWLEDGE_MOST = 60

export function enrichFromTemplates(persona: Persona, archetype: Archetype | null, research: ResearchProfile | null, random: Random): EnrichedValues {
  const { age, location, interests, beliefs } = persona
  const fillings: Record<string, string> = {
    name: calledBy(persona, archetype),
    age: age === null ? '' : String(age), location,
    interest: interests.length > 0 ? random.pick(interests) : '',
    belief: beliefs.length > 0 ? random.pick(beliefs) : '',
  }
  const casing = persona.voice.casing === 'lower' ? 'small' : 'sentence'
  const written = (templates: readonly string[], now: string, longest: number): string => {
    const usable = templates.filter((template) => [...template.matchAll(/\{(\w+)\}/g)].every(([, slot]) => fillings[slot as string] !== ''))
    // The very template it is made of would only give it another interest, or another spelling of the name.
    const others = usable.filter((template) => slotsOf(template, now) === null).map((template) => fill(template, fillings, casing)).filter((text) => text !== now && text !== '' && text.length <= longest)
    return others.length === 0 ? now : random.pick(others)
  }
  return {
    bio: written(archetype?.bios ?? BIOS, persona.bio, BIO_LONGEST),
    backstory: written(archetype?.backstories ?? BACKSTORIES, persona.backstory, 4000),
    voice: withResearch(archetype === null ? persona.voice : redrawn(persona.voice, voiceOf(archetype.voice, random.fork('voice'))), research),
    knowledge: [...new Set([...persona.knowledge, ...archetype?.knowledge ?? [], ...research?.facts ?? []])].slice(0, KNOWLEDGE_MOST),
  }
}

/** What stands in a template's slots in this text, or null where the text is not made of it. */
function slotsOf(template: string, text: string): Record<string, string> | null {
  const seen = new Set<string>()
  const pattern = template.split(/\{(\w+)\}/).map((part, place) => {
    if (place % 2 === 0) return RegExp.escape(part)
    if (seen.has(part)) return '.+?'
    seen.add(part)
    return part === 'first' ? '(?<first>\\S+)' : `(?<${part}>.+?)`
  })
  return new RegExp(`^${pattern.join('')}$`, 'u').exec(text)?.groups ?? null
}

/** As its backstory calls it, or by the first name its display name holds ("Studio Borer" holds none); else the whole name. */
function calledBy({ displayName, backstory }: Persona, archetype: Archetype | null): string {
  for (const template of archetype?.backstories ?? []) {
    const name = slotsOf(template, backstory)?.['name']
    if (name !== undefined && name.length <= displayName.length + 20) return name
  }
  if (archetype === null || archetype.names.length === 0) return displayName.split(' ')[0] ?? displayName
  for (const template of archetype.names) {
    const first = slotsOf(template, displayName)?.['first']
    if (first !== undefined) return first
  }
  return displayName
}

/** Another handful of words; a list that came out the same in another order stays as it is. */
function redrawn(now: Persona['voice'], drawn: Persona['voice']): Persona['voice'] {
  const list = (name: 'emojis' | 'slang' | 'vocabulary'): string[] => (new Set(now[name]).symmetricDifference(new Set(drawn[name])).size === 0 ? now[name] : drawn[name])
  return { ...drawn, emoji: now.emoji, emojis: list('emojis'), slang: list('slang'), vocabulary: list('vocabulary') }
}

function withResearch(voice: Persona['voice'], research: ResearchProfile | null): Persona['voice'] {
  if (research === null) return voice
  return {
    ...voice,
    slang: [...new Set([...voice.slang, ...research.slang])].slice(0, 60),
    vocabulary: [...new Set([...voice.vocabulary, ...research.vocabulary])].slice(0, 80),
  }
}
