/**
 * What is said when a model could not be got to say anything usable (SPEC B4). Plain, short, labelled `template`,
 * and only where an action allows it: a reply or a post; a quote or a new bio is rather left out.
 */
import type { WordsNeeded } from './action.ts'
import type { Situation } from './brain.ts'
import { TITLE_LONGEST } from './title-and-caption.ts'
import type { About } from './words.ts'

export const TEMPLATE_GENERATOR = 'template'

const POSTS = [
  'Thinking about {interest} again.',
  'Nobody asked, but I have more to say about {interest}. Later.',
  'Today: {interest}. Tomorrow: also {interest}.',
  'If anyone wants to talk about {interest}, I am around.',
]
const REPLIES = [
  'Noted, @{author}. I will come back to this.',
  'I need a moment with this one, @{author}.',
  'Not sure I agree, @{author}. Not sure I do not.',
  '@{author} saving this for later.',
]

/** First line the title, as a model would give it. */
const CAPTIONS = [
  '{Subject}\nMade while thinking about {interest}.',
  '{Subject}\nNo words for this one yet. Look first.',
  '{Subject}\nOne more for the {interest} folder.',
]

export function fallbackWords(situation: Situation, words: WordsNeeded, about: About): string | null {
  const { random, agent } = situation
  const interests = agent.persona?.interests.length ? agent.persona.interests : ['this place']
  if (words.form === 'post') return random.pick(POSTS).replaceAll('{interest}', random.pick(interests))
  if (words.form === 'caption') {
    const subject = (about.picture?.subject ?? '').replace(/\s+/g, ' ').slice(0, TITLE_LONGEST).trim() || 'untitled'
    // Functions, because a subject may hold what `replace` takes for a pattern.
    return random.pick(CAPTIONS).replace('{Subject}', () => subject.charAt(0).toUpperCase() + subject.slice(1)).replace('{interest}', () => random.pick(interests))
  }
  const answered = about.comment ?? about.post
  if (words.form === 'reply' && answered !== null) return random.pick(REPLIES).replaceAll('{author}', answered.authorUsername)
  return null
}
