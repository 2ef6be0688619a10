/**
 * Where a placeholder of ours can be had that stands in for an image an outside place could not make (SPEC D3): what it says is in
 * its address, in our own hand, so nothing is stored and nobody else writes on it.
 */
import { createHmac } from 'node:crypto'
import { sameSecret } from '../../base/secrets.ts'
import type { PlaceholderUrl } from '../../showcase/picture.ts'

export const PLACEHOLDER_PATH = '/images/placeholder.png'
const WORDS_LONGEST = 200

export interface PlaceholderWords {
  /** What the image was to show. */
  readonly of: string
  readonly why: string
}

/** None without a public address: who shows it could not reach it. */
export function placeholderUrlFrom(publicUrl: string | null, key: Uint8Array): PlaceholderUrl {
  return ({ title, reason }) => {
    if (publicUrl === null) return null
    const words = { of: cut(title), why: cut(reason) }
    const url = new URL(PLACEHOLDER_PATH, publicUrl)
    url.search = new URLSearchParams({ ...words, sign: signed(words, key) }).toString()
    return url.href
  }
}

export function isOurs(words: PlaceholderWords, sign: string, key: Uint8Array): boolean {
  return sameSecret(sign, signed(words, key))
}

function signed({ of, why }: PlaceholderWords, key: Uint8Array): string {
  return createHmac('sha256', key).update(JSON.stringify(['placeholder', of, why])).digest('base64url')
}

function cut(text: string): string {
  return text.slice(0, WORDS_LONGEST).toWellFormed()
}
