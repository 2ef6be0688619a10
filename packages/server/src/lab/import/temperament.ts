/**
 * A tint by MBTI. The four letters stand in the data as somebody's description of a character; that they measure anything
 * is not claimed here (retests disagree too often; see Pittenger, "Cautionary comments regarding the Myers-Briggs Type
 * Indicator", Consulting Psychology Journal 57, 2005). They are used so that people described as different differ a little:
 * words for the tone, and at most a quarter more or less of an action. Leave them out with `mbti: 'ignore'`.
 */
import type { ActionWeights, Voice } from '@troupe/contract/persona'
import type { Random } from '../../base/random.ts'

/** What a member does on a feed when nothing else is said: reads and likes much, talks now and then. */
const PLAIN_WEIGHTS: ActionWeights = {
  view_recent_posts: 14, create_post: 12, comment: 16, like_post: 28, repost: 4, quote_post: 4, follow: 6, like_comment: 6, dislike_post: 2, do_nothing: 8,
}

const TONES: Readonly<Record<string, string>> = {
  E: 'outgoing', I: 'reserved', S: 'matter-of-fact', N: 'given to ideas', T: 'dry', F: 'warm', J: 'orderly', P: 'easy-going',
}

const FACTORS: Readonly<Record<string, ActionWeights>> = {
  E: { create_post: 1.25, comment: 1.2, follow: 1.2, do_nothing: 0.8 },
  I: { create_post: 0.8, comment: 0.85, view_recent_posts: 1.2, do_nothing: 1.2 },
  T: { quote_post: 1.15, dislike_post: 1.25 },
  F: { like_post: 1.15, like_comment: 1.15, dislike_post: 0.75 },
}

export function weightsOf(mbti: string): ActionWeights {
  const weights = { ...PLAIN_WEIGHTS }
  for (const letter of mbti) {
    for (const [action, factor] of Object.entries(FACTORS[letter] ?? {})) {
      weights[action] = Math.round((weights[action] ?? 0) * factor * 100) / 100
    }
  }
  return weights
}

/** `letters` empty means a plain voice, told from others' by chance alone. */
export function voiceOf(mbti: string, vocabulary: readonly string[], random: Random): Voice {
  const tones = [...mbti].map((letter) => TONES[letter]).filter((tone) => tone !== undefined)
  const talkative = mbti.startsWith('E') ? 0.2 : mbti.startsWith('I') ? -0.1 : 0
  const emoji = mbti.includes('F') ? 0.2 : mbti.includes('T') ? 0.04 : 0.1
  const length = random.next() + talkative
  return {
    tone: tones.length === 0 ? 'plain' : tones.join(', '),
    length: length < 0.5 ? 'short' : 'medium',
    casing: random.chance(mbti.endsWith('P') ? 0.25 : 0.08) ? 'lower' : 'sentence',
    emoji,
    emojis: ['🙂', '👍', '🤔'],
    slang: [],
    vocabulary: [...vocabulary],
  }
}

export function vibeOf(mbti: string, profession: string): string {
  return [mbti, profession].filter((part) => part !== '').join(', ').slice(0, 120).toWellFormed()
}
