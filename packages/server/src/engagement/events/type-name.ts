/** Somebody else's name of an event, by what a type may be called: letters, digits, blanks and `_ . : / -`, a letter or digit first. Empty where nothing is left. */

const CHARACTERS_MOST = 80

export function typeName(given: string): string {
  return given.replaceAll(/[^\p{L}\p{N} _.:/-]+/gu, ' ').replaceAll(/\s+/g, ' ').replace(/^[^\p{L}\p{N}]+/u, '').slice(0, CHARACTERS_MOST).trim()
}
