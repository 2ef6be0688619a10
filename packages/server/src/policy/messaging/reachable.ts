import { refusing } from './message-policy.ts'

/** Ways that need an address of the lead. */
const NEEDED: Readonly<Partial<Record<string, string>>> = {
  email: 'no e-mail address', whatsapp: 'no WhatsApp number', sms: 'no phone number', call: 'no phone number', 'payment-link': 'neither an e-mail address nor a number to send it to',
}

export const reachable = refusing('recipient', ({ message, recipient }) => {
  const missing = NEEDED[message.channel]
  return recipient === null && missing !== undefined ? `the lead has ${missing}` : null
})
