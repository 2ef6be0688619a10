/** How the feed's rules say yes and no. */
import { POST_LONGEST, TITLE_LONGEST } from '@troupe/contract'
import type { Outcome } from './feed-write.ts'

export type Refusal = Extract<Outcome, { kind: 'refused' }>

export const DONE: { readonly kind: 'done'; readonly madeId: null } = Object.freeze({ kind: 'done', madeId: null })

export function refused(code: string, reason: string): Refusal {
  return { kind: 'refused', code, reason }
}

export function checkLength(noun: string, text: string, longest: number): Refusal | null {
  if (text === '') return refused('empty', `A ${noun} needs some text.`)
  if (text.length > longest) return refused('too-long', `A ${noun} holds at most ${longest} characters; this has ${text.length}.`)
  return null
}

/** A picture with a title may go without a caption; anything else says something. */
export function checkPost(text: string, title: string | null, showsPicture: boolean): Refusal | null {
  const needsNoText = showsPicture && title !== null && text === ''
  if (showsPicture && title === null && text === '') return refused('empty', 'An image needs a title or a caption.')
  return (needsNoText ? null : checkLength('post', text, POST_LONGEST)) ?? (title === null ? null : checkLength('title', title, TITLE_LONGEST))
}
