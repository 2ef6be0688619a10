/**
 * Who the persona at one place of the sequence is: everything but its final username. A function of pack, seed and
 * index alone; each part is drawn from a source of its own, so that a pack that gains an interest changes no names.
 */
import type { Archetype } from '@troupe/contract/archetype'
import { BIO_LONGEST, type PersonaDraft, type Voice } from '@troupe/contract/persona'
import { must } from '../../base/errors.ts'
import { seeded, type Random } from '../../base/random.ts'
import { fill } from '../template.ts'
import type { Place } from './archetype-sequence.ts'
import type { GivenName, GivenNames } from './given-names.ts'
import { wishedUsername } from './usernames.ts'

const DISPLAY_NAME_LONGEST = 60
const INTERESTS = { fewest: 3, most: 6 }
const BELIEFS = { fewest: 2, most: 4 }
/** How far one person's share of emoji strays from the archetype's, as a part of it. */
const EMOJI_SPREAD = 0.35

export function identityOf(place: Place, packId: string, seed: string, names: GivenNames): PersonaDraft {
  const { archetype, index, occurrence } = place
  const own = seeded(`persona/${packId}/${seed}/${index}`)
  /** Goes round the archetype's list before anything comes twice, in an order of its own each round. */
  const dealt = <T>(items: readonly T[], what: string): T => {
    const round = Math.floor(occurrence / items.length)
    const deck = seeded(`deal/${packId}/${seed}/${archetype.id}/${what}/${round}`).shuffle(items)
    return must(deck[occurrence % items.length], `a ${what}`)
  }

  const language = own.fork('language').pick(archetype.languages)
  const age = archetype.age.from + own.fork('age').below(archetype.age.to - archetype.age.from + 1)
  const location = dealt(archetype.locations, 'location')
  const interests = some(archetype.interests, INTERESTS, own.fork('interests'))
  const beliefs = some(archetype.beliefs, BELIEFS, own.fork('beliefs'))
  const given = names.draw(language, own.fork('name'))
  const displayName = nameOf(archetype, given, occurrence, dealt)
  // A display name may be a slogan ("Ada makes games"); in a sentence its bearer is Ada. A finished name stands as it is.
  const finished = archetype.names.length > 0 && !archetype.names.some((name) => name.includes('{'))
  const fillings = {
    name: finished ? displayName : given.first,
    age: String(age),
    location,
    interest: must(interests[0], 'an interest'),
    belief: beliefs[0] ?? '',
  }
  return {
    username: wishedUsername({ ...(finished ? partsOf(displayName) : given), interest: fillings.interest, age }, archetype.usernamePrefix, own.fork('username')),
    displayName,
    bio: bioOf(archetype, dealt(archetype.bios, 'bio'), fillings),
    backstory: fill(dealt(archetype.backstories, 'backstory'), fillings).slice(0, 4000),
    age,
    location,
    language,
    archetype: archetype.id,
    vibe: archetype.vibe,
    interests,
    beliefs,
    voice: voiceOf(archetype.voice, own.fork('voice')),
    knowledge: archetype.knowledge.slice(0, 60),
    actionWeights: { ...archetype.actionWeights },
    rhythm: archetype.rhythm,
  }
}

function nameOf(archetype: Archetype, given: GivenName, occurrence: number, dealt: (items: readonly string[], what: string) => string): string {
  if (archetype.names.length === 0) return `${given.first} ${given.last}`.slice(0, DISPLAY_NAME_LONGEST)
  const template = dealt(archetype.names, 'name')
  const name = fill(template, { first: given.first, last: given.last })
  // Finished names run out. From the second round on their bearer takes a surname from Faker, so none comes twice.
  const again = !template.includes('{') && occurrence >= archetype.names.length
  return (again ? `${name.split(' ')[0]} ${given.last}` : name).slice(0, DISPLAY_NAME_LONGEST)
}

function partsOf(displayName: string): GivenName {
  const words = displayName.split(/\s+/)
  return { first: must(words[0], 'a name'), last: words.length > 1 ? must(words.at(-1), 'a last word') : '' }
}

function some<T>(items: readonly T[], { fewest, most }: { fewest: number; most: number }, random: Random): T[] {
  return random.shuffle(items).slice(0, fewest + random.below(most - fewest + 1))
}

/** The dealt bio, or where its fillings make it too long the first that fits, or its beginning. */
function bioOf(archetype: Archetype, dealt: string, fillings: Record<string, string>): string {
  const casing = archetype.voice.casing === 'lower' ? 'small' : 'sentence'
  for (const template of [dealt, ...archetype.bios]) {
    const bio = fill(template, fillings, casing)
    if (bio.length <= BIO_LONGEST) return bio
  }
  const words = fill(dealt, fillings, casing).slice(0, BIO_LONGEST - 1)
  return `${words.slice(0, Math.max(words.lastIndexOf(' '), BIO_LONGEST / 2))}…`
}

/** The archetype's voice as one of its bearers has it: fewer tags, other emoji, a little more or less of them. */
export function voiceOf(voice: Voice, random: Random): Voice {
  const emoji = voice.emoji * random.between(1 - EMOJI_SPREAD, 1 + EMOJI_SPREAD)
  const most = (items: readonly string[]): string[] => random.shuffle(items).slice(0, Math.ceil(items.length * random.between(0.6, 1)))
  return {
    ...voice,
    emoji: Math.round(Math.min(1, emoji) * 100) / 100,
    emojis: most(voice.emojis),
    slang: most(voice.slang),
    vocabulary: most(voice.vocabulary),
  }
}
