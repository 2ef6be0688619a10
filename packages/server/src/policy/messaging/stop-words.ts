import { refusing } from './message-policy.ts'
import { ownWords } from './own-words.ts'

/** What carriers and vendors take for a wish to hear no more. Longer texts that mean it are for a person to read. */
const STOP_WORDS = new Set(['stop', 'stopall', 'unsubscribe', 'cancel', 'end', 'quit'])
const CHARACTERS_MOST = 40

/** Whether somebody wrote that one word and nothing else, however it is written, under whatever signature and above whatever it answers. */
export function isStopWord(text: string): boolean {
  const own = ownWords(text)
  return own.length < CHARACTERS_MOST && STOP_WORDS.has(own.replaceAll(/[^\p{L}]/gu, ''))
}

/** Beside the suppression list, which a STOP puts the address on: should the list be lifted by hand, the word the lead said last still stands. */
export const stopWords = refusing('stop-words', ({ lead: { thread, consents }, message: { carrier } }) => {
  if (thread?.lastInboundText == null || thread.lastInboundMs === null || !isStopWord(thread.lastInboundText)) return null
  const consent = carrier === null ? undefined : consents[carrier]
  return consent?.status === 'granted' && Date.parse(consent.at) > thread.lastInboundMs ? null : 'the lead said STOP'
})
