/** A text as words: lower case, letters of any script with inner apostrophes and hyphens; hashtags keep their mark. */
const WORD = /#?[\p{L}\p{N}]+(?:['’-][\p{L}\p{N}]+)*/gu
/** Addresses and names addressed are no words of a topic. */
const ADDRESS = /https?:\/\/\S+|@[\p{L}\p{N}_]+/gu

export function wordsOf(text: string): string[] {
  return text.replaceAll(ADDRESS, ' ').toLowerCase().replaceAll('’', "'").match(WORD) ?? []
}
