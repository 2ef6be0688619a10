/** How the feed's rules say yes and no. */
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
