/** Acts of agents of leads as people say them; what is not known is said by its name. */
import { plainName } from '../action-words.ts'

type Input = Readonly<Record<string, unknown>>
const ACTS: Readonly<Record<string, (input: Input) => string>> = {
  send_email: () => 'write an e-mail', send_whatsapp: () => 'write on WhatsApp', send_sms: () => 'write a text message', send_in_app: () => 'leave a message in the app',
  send_webhook: () => 'tell the creator’s system', request_call: () => 'ask the creator to call', send_payment_link: () => 'send a payment link',
  tag_lead: ({ tag }) => `put the tag ${quoted(tag)} on the lead`, untag_lead: ({ tag }) => `take the tag ${quoted(tag)} off the lead`, set_stage: ({ stage }) => `move the lead to ${quoted(stage)}`,
  wait: (input) => `wait ${typeof input['for'] === 'string' ? input['for'] : 'a while'} with what follows`, escalate: () => 'hand the lead to a person', do_nothing: ({ reason }) => typeof reason === 'string' && reason !== '' ? `let it pass: ${reason}` : 'let it pass',
}

export function actWords(action: string, input: unknown = null): string {
  return ACTS[action]?.(typeof input === 'object' && input !== null ? input as Input : {}) ?? plainName(action)
}

export function isLeadAct(action: string): boolean {
  return action in ACTS
}

function quoted(value: unknown): string {
  return typeof value === 'string' ? `“${value}”` : 'of its choice'
}
