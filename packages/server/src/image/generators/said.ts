/** Descriptions within the contract's bounds: a sentence is cut at a word, a list at its length. */
import { ALT_LONGEST, type ImageDescription } from '@troupe/contract/image'
import type { Hex } from './colour.ts'

const SHORT = 120
const DETAILS_MOST = 12
const COLOURS_MOST = 8

export function described(description: { readonly alt: string; readonly subject: string; readonly details: readonly string[]; readonly colours: readonly Hex[] }): ImageDescription {
  return {
    alt: cutAtWord(description.alt, ALT_LONGEST),
    subject: cutAtWord(description.subject, SHORT),
    details: [...new Set(description.details)].slice(0, DETAILS_MOST).map((detail) => cutAtWord(detail, SHORT)),
    colours: [...new Set(description.colours)].slice(0, COLOURS_MOST),
  }
}

export function cutAtWord(text: string, most: number): string {
  if (text.length <= most) return text
  const cut = text.slice(0, most - 1)
  return `${cut.slice(0, Math.max(1, cut.lastIndexOf(' ')))}…`
}

const IN_WORDS = ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']

export function inWords(count: number): string {
  return IN_WORDS[count] ?? String(count)
}

/** `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`
}

export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

export function aOrAn(noun: string): string {
  return `${/^[aeiou]/i.test(noun) ? 'an' : 'a'} ${noun}`
}
