import { refusing } from './message-policy.ts'

/** What carriers and vendors take for a wish to hear no more. Longer texts that mean it are for a person to read. */
const STOP_WORDS = new Set(['stop', 'stopall', 'stop all', 'unsubscribe', 'cancel', 'end', 'quit'])

/** Whether a message is that one word and nothing else, however it is written. */
export function isStopWord(text: string): boolean {
  return text.length < 40 && STOP_WORDS.has(text.normalize('NFKC').toLowerCase().replaceAll(/[^\p{L}\s]/gu, '').replaceAll(/\s+/g, ' ').trim())
}

/** Beside the suppression list, which a STOP puts the address on: should the list be lifted by hand, the word the lead said last still stands. */
export const stopWords = refusing('stop-words', ({ lead: { thread, consents }, message: { carrier } }) => {
  if (thread?.lastInboundText == null || thread.lastInboundMs === null || !isStopWord(thread.lastInboundText)) return null
  const consent = carrier === null ? undefined : consents[carrier]
  return consent?.status === 'granted' && Date.parse(consent.at) > thread.lastInboundMs ? null : 'the lead said STOP'
})
