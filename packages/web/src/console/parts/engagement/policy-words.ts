/** The gate's policies as people read them: what each is called, and what it means that it lets a message through. */
import { plainName } from '../action-words.ts'

const POLICIES: Readonly<Record<string, { name: string; allows: string }>> = {
  'kill-switch': { name: 'kill switch', allows: 'nothing is switched off' },
  lead: { name: 'lead', allows: 'is still there' },
  recipient: { name: 'recipient', allows: 'there is an address to send to' },
  suppression: { name: 'suppression', allows: 'the address asked for no silence' },
  'stop-words': { name: 'STOP', allows: 'the lead did not say it' },
  consent: { name: 'consent', allows: 'given, or not asked for' },
  unsubscribe: { name: 'unsubscribe', allows: 'has a link, or needs none' },
  'payment-link': { name: 'payment link', allows: 'can be made, or is none' },
  disclosure: { name: 'disclosure', allows: 'says what wrote it' },
  'whatsapp-window': { name: 'WhatsApp’s 24 hours', allows: 'open, or not by WhatsApp' },
  conversation: { name: 'conversation', allows: 'no person is answering' },
  experiment: { name: 'experiment', allows: 'not held out by one' },
  approval: { name: 'approval', allows: 'has its yes, or needs none' },
  agent: { name: 'agent', allows: 'nobody has stopped it' },
  budget: { name: 'budget', allows: 'not used up' },
  'quiet-hours': { name: 'quiet hours', allows: 'it is none of them there' },
  caps: { name: 'caps', allows: 'there is room' },
  'creator-limit': { name: 'creator’s daily limit', allows: 'not reached' },
}

export function policyName(policy: string): string {
  return POLICIES[policy]?.name ?? plainName(policy)
}

export function policyAllows(policy: string): string | null {
  return POLICIES[policy]?.allows ?? null
}
