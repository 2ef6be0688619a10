/**
 * What is said when a model could not be got to say anything usable (SPEC B4). Plain, short, labelled `template`,
 * and only where an action allows it: a reply or a post; a quote or a new bio is rather left out.
 */
import type { WordsNeeded } from './action.ts'
import type { Situation } from './brain.ts'
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

export function fallbackWords(situation: Situation, words: WordsNeeded, about: About): string | null {
  const { random, agent } = situation
  if (words.form === 'post') return random.pick(POSTS).replaceAll('{interest}', random.pick(agent.persona?.interests.length ? agent.persona.interests : ['this place']))
  const answered = about.comment ?? about.post
  if (words.form === 'reply' && answered !== null) return random.pick(REPLIES).replaceAll('{author}', answered.authorUsername)
  return null
}
