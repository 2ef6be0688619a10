/** What carriers and vendors take for a wish to hear no more: a message of that one word. */

const STOP_WORDS = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT'])
const CHARACTERS_MOST = 40

export function isStopWord(text: string): boolean {
  if (text.length > CHARACTERS_MOST) return false
  return STOP_WORDS.has(text.normalize('NFKC').toUpperCase().replaceAll(/[^\p{L}]/gu, ''))
}
