import { refusing } from './message-policy.ts'

/** P2: what a program writes says so. The line is put below the words as they are sent; where nothing puts it there, nothing is sent. A template must have it in itself, which its approval by WhatsApp is for. */
export const messageDisclosure = refusing('disclosure', ({ message: { author, channel, disclosure } }) =>
  author === 'person' || channel === 'webhook' || channel === 'call' || (disclosure !== null && disclosure.trim() !== '') ? null : 'nothing would tell the lead that it was written by a program')
