/**
 * Asking for words: a post, a reply, a quote, a bio. One place makes the request for brains that choose by themselves
 * and need a model only for the text. What comes back is bounded and cleaned; an empty or failed reply is `null`,
 * and the caller falls back.
 */
import type { ModelReply, ModelRequest } from '../llm/model-port.ts'
import type { HeardPicture, RehearsalBrief } from '../llm/rehearsal/brief.ts'
import type { Purpose } from '../llm/purpose.ts'
import type { WordsNeeded } from './action.ts'
import type { Ask, Situation } from './brain.ts'
import { heard, personaInstructions, quoteAsData, renderItem, renderMemory, speakerOf } from './prompt.ts'
import type { SeenItem } from './seen-item.ts'
import { TITLE_LONGEST } from './title-and-caption.ts'

/** Tokens for 1,000 characters with room; a model that rambles on is cut here. */
const OUTPUT_TOKENS = 400

const PURPOSE: Record<WordsNeeded['form'], Purpose> = { post: 'post', caption: 'post', quote: 'post', reply: 'comment', bio: 'persona', answer: 'comment' }

/** The item the words are about (the post answered or quoted), and for an answer to a comment the comment itself. */
export interface About {
  readonly post: SeenItem | null
  readonly comment: SeenItem | null
  /** The group a post is written for. */
  readonly group: SeenItem | null
  /** The image a caption is for. */
  readonly picture?: PictureToCaption | null
}

/** An image just made, and what its maker's archetype says of images of that kind. */
export interface PictureToCaption extends HeardPicture {
  readonly captions: readonly string[]
  readonly titles: readonly string[]
}

export function askForWords(situation: Situation, words: WordsNeeded, about: About): Ask {
  const answered = about.comment ?? about.post
  return {
    kind: 'model',
    aboutId: answered?.authorId ?? null,
    build: (memory): ModelRequest => ({
      purpose: PURPOSE[words.form],
      instructions: personaInstructions(situation.agent),
      messages: [{ role: 'user', text: [renderMemory(memory), task(words, about, situation)].filter((part) => part !== '').join('\n\n') }],
      tools: [],
      expects: { kind: 'text', longest: words.longest },
      maxOutputTokens: OUTPUT_TOKENS,
      rehearsal: {
        key: `${situation.turnId}/${situation.step}`,
        ordinal: situation.texts,
        speaker: speakerOf(situation.agent),
        intent: intent(words, about),
        memory,
        trends: situation.observation.trends,
        nowMs: situation.nowMs,
      },
    }),
  }
}

function intent(words: WordsNeeded, about: About): RehearsalBrief['intent'] {
  if (words.form === 'bio') return { kind: 'bio' }
  if (words.form === 'caption' && about.picture != null) {
    const { captions, titles, ...picture } = about.picture
    return { kind: 'caption', picture, captions, titles }
  }
  const answered = about.comment ?? about.post
  if (words.form === 'post' || words.form === 'caption' || answered === null) return about.group === null ? { kind: 'post' } : { kind: 'post', on: about.group.text }
  if (words.form === 'quote') return { kind: 'quote', of: heard(answered) }
  const post = about.post
  const thread = post === null ? [] : [post, ...post.comments].map(heard)
  return { kind: 'reply', to: heard(answered), thread }
}

function task(words: WordsNeeded, about: About, situation: Situation): string {
  const end = `At most ${words.longest} characters. Answer with the text alone.`
  const trends = situation.observation.trends.slice(0, 5).join(', ')
  switch (words.form) {
    case 'post':
      if (about.group !== null) return `Write your next post, for the members of this group, on what it is about:\n${renderItem(about.group, { ids: false })}\n${end}`
      return `Write your next post. Say something you mean about one concrete thing.${trends === '' ? '' : ` People are talking about ${trends}; join in or don't.`} ${end}`
    case 'caption':
      return captionTask(about.picture ?? null, words.longest)
    case 'answer':
      return `Answer the question you were asked. ${end}`
    case 'bio':
      return `Write your new bio. ${end}`
    case 'quote':
      return `Write a post that quotes this one:\n${about.post === null ? '' : renderItem(about.post, { ids: false })}\n${end}`
    case 'reply': {
      const thread = about.post === null ? '' : `${renderItem(about.post, { ids: false })}\n`
      const target = about.comment === null ? 'the post' : `this comment in it:\n${renderItem(about.comment, { ids: false })}\n`
      return `${thread}Write your reply to ${target} Answer what it says. ${end}`
    }
  }
}

/** Both at once: the first line is the title (`titleAndCaption` takes them apart). */
function captionTask(picture: PictureToCaption | null, longest: number): string {
  const shown = picture === null ? '' : `\n<heard>${quoteAsData([picture.alt, ...picture.details].join('\n'))}</heard>`
  return `You post an image of your own. This is what it shows:${shown}
Write its title and its caption. First line: the title, at most ${TITLE_LONGEST} characters, no quotation marks. From the second line on: the caption, in your voice. Speak of what is to be seen or of how you came to it; claim nothing to be in the image that is not described. At most ${longest} characters in all. Answer with the two alone, without labels.`
}

/** The words and their label, or null when there is nothing usable in the reply. */
export function wordsOf(reply: ModelReply, words: WordsNeeded): { text: string; generator: string } | null {
  if (reply.kind !== 'answered') return null
  const text = reply.text.trim()
  if (text === '') return null
  return { text: text.length > words.longest ? cut(text, words.longest) : text, generator: reply.generator }
}

/** Cuts at the last sentence end in the second half, else at the last word. */
function cut(text: string, longest: number): string {
  const head = text.slice(0, longest - 1)
  const sentence = Math.max(head.lastIndexOf('. '), head.lastIndexOf('! '), head.lastIndexOf('? '))
  if (sentence > longest / 2) return head.slice(0, sentence + 1)
  const word = head.lastIndexOf(' ')
  return `${(word > longest / 2 ? head.slice(0, word) : head).trimEnd()}…`
}
