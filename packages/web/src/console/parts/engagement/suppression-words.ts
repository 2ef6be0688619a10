/** Why an address stands on the suppression list, as the end of a sentence. */
const WORDS: Readonly<Record<string, string>> = {
  unsubscribe: 'they unsubscribed', stop: 'they answered STOP', bounce: 'mail to this address comes back', complaint: 'they reported a message as spam', manual: 'put on the suppression list by hand', erasure: 'their data was erased at their wish',
}

export function suppressionWords(reason: string): string {
  return WORDS[reason] ?? reason
}
