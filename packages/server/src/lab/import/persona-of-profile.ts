/**
 * From a profile to a persona that can live: a name the feed takes, a bio that fits, interests to speak of, a voice, a day.
 * What the file says is kept; what it leaves out is drawn from the seed and the person's own name, so that the same files
 * and seed give the same people, whatever their order.
 */
import { BIO_LONGEST, type ActionWeights, type PersonaDraft, type Voice } from '@troupe/contract/persona'
import { seeded, type Random } from '../../base/random.ts'
import { cutAtWord } from './cut-at-word.ts'
import { DailyRhythms } from './daily-rhythm.ts'
import { interestsInText } from './interests-in-text.ts'
import type { Mappings } from './field-mapping.ts'
import type { RowNotes } from './oddities.ts'
import type { Profile } from './profile.ts'
import { vibeOf, voiceOf, weightsOf } from './temperament.ts'
import type { Usernames } from './usernames.ts'
import { isZone, zoneOfCountry } from './zone-of-country.ts'

const DISPLAY_NAME_LONGEST = 60
const BACKSTORY_LONGEST = 4000
const LOCATION_LONGEST = 120
const INTEREST_LONGEST = 80
const INTERESTS_MOST = 40
const VOCABULARY_MOST = 8

/** What people speak of who left no word of themselves. */
const EVERYDAY = ['the weather', 'good bread', 'long walks', 'old films', 'train journeys', 'gardens', 'football', 'music', 'cooking', 'neighbours', 'libraries', 'cats', 'dogs', 'coffee', 'photographs', 'the sea']

export class PersonaMaker {
  readonly #seed: string
  readonly #tinted: boolean
  readonly #usernames: Usernames
  readonly #mappings: Mappings
  readonly #rhythms = new DailyRhythms()
  readonly #weights = new Map<string, ActionWeights>()
  readonly #voices = new Map<string, Voice>()

  constructor(options: { readonly seed: string; readonly tinted: boolean; readonly usernames: Usernames; readonly mappings: Mappings }) {
    this.#seed = options.seed
    this.#tinted = options.tinted
    this.#usernames = options.usernames
    this.#mappings = options.mappings
  }

  make(profile: Profile, notes: RowNotes): PersonaDraft {
    const wish = profile.username || profile.name || profile.id
    const username = this.#usernames.give([profile.username, profile.name, profile.id, profile.id === '' ? '' : `member_${profile.id}`])
    if (profile.username !== '' && username !== profile.username.replace(/^@/, '')) notes.odd(`the username ${JSON.stringify(profile.username)} is taken or not valid here`, `became ${username}`, 'username')
    const random = seeded(`import/${this.#seed}/${username}`)
    const mbti = this.#tinted ? profile.mbti : ''
    const fitted = (text: string, longest: number, what: string): string => {
      if (text.length > longest) notes.odd(`${what} of ${text.length} characters, ${longest} are allowed`, 'cut at a word', what)
      return cutAtWord(text, longest)
    }
    return {
      username,
      displayName: fitted(profile.name || wish, DISPLAY_NAME_LONGEST, 'name'),
      bio: fitted(profile.bio, BIO_LONGEST, 'bio'),
      backstory: fitted(backstoryOf(profile), BACKSTORY_LONGEST, 'persona'),
      age: profile.age,
      location: fitted(profile.country, LOCATION_LONGEST, 'country'),
      language: 'en',
      archetype: null,
      vibe: vibeOf(mbti, profile.profession),
      interests: this.#interestsOf(profile, notes, random.fork('interests')),
      beliefs: [],
      voice: this.#voiceOf(mbti, profile.profession, random.fork('voice')),
      knowledge: [],
      actionWeights: this.#weightsOf(mbti),
      rhythm: this.#rhythms.draw(this.#zoneOf(profile, notes, random.fork('zone')), random.fork('rhythm')),
    }
  }

  #interestsOf(profile: Profile, notes: RowNotes, random: Random): string[] {
    const given = [...new Set(profile.interests)]
    if (given.length > INTERESTS_MOST) notes.odd(`${given.length} interests, ${INTERESTS_MOST} are allowed`, `the first ${INTERESTS_MOST} kept`, 'interests')
    if (given.length > 0) return given.slice(0, INTERESTS_MOST).map((interest) => cutAtWord(interest, INTEREST_LONGEST))
    const found = interestsInText([profile.bio, profile.persona, ...profile.posts].filter((text) => text !== ''))
    if (found.length > 0) {
      this.#mappings.add(notes.file, '(no topics)', 'interests', 'where none are given: hashtags and the words used most in bio, character and posts')
      return found
    }
    if (profile.profession !== '') return [cutAtWord(profile.profession, INTEREST_LONGEST)]
    this.#mappings.add(notes.file, '(no word of theirs)', 'interests', 'where nothing tells them: three everyday subjects, by seed')
    return random.shuffle(EVERYDAY).slice(0, 3)
  }

  #zoneOf({ timezone, country }: Profile, notes: RowNotes, random: Random): string {
    if (timezone !== '') {
      if (isZone(timezone)) return timezone
      notes.odd(`${JSON.stringify(timezone.slice(0, 40))} is no IANA zone`, country === '' ? 'UTC taken' : 'the country\'s zone taken', 'timezone')
    }
    if (country === '') {
      this.#mappings.add(notes.file, '(no country)', 'rhythm.timezone', 'UTC where none is given')
      return 'UTC'
    }
    const zone = zoneOfCountry(country, random)
    if (zone !== null) return zone
    notes.odd(`no zone is known for ${JSON.stringify(country.slice(0, 40))}`, 'UTC taken', 'country')
    return 'UTC'
  }

  #voiceOf(mbti: string, profession: string, random: Random): Voice {
    const voice = voiceOf(mbti, wordsOf(profession), random)
    const key = JSON.stringify(voice)
    const known = this.#voices.get(key)
    if (known !== undefined) return known
    this.#voices.set(key, voice)
    return voice
  }

  #weightsOf(mbti: string): ActionWeights {
    const known = this.#weights.get(mbti) ?? weightsOf(mbti)
    this.#weights.set(mbti, known)
    return known
  }
}

function backstoryOf({ persona, gender, mbti, profession }: Profile): string {
  const told = [
    persona,
    gender === '' ? '' : `Gender: ${gender}.`,
    mbti === '' ? '' : `MBTI: ${mbti}.`,
    profession === '' ? '' : `Profession: ${profession}.`,
  ]
  return told.filter((part) => part !== '').join(' ')
}

/** `Hospitality & Tourism` speaks of hospitality and of tourism. */
function wordsOf(profession: string): string[] {
  return profession.toLowerCase().split(/\s*(?:[,;&/]|\band\b)\s*/).map((word) => word.trim()).filter((word) => word.length > 2 && word.length <= 60).slice(0, VOCABULARY_MOST)
}

