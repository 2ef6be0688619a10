/**
 * What an event says of consent: that it was given, or that somebody wants to hear no more. It is carried out in the transaction
 * that stores the event, so that there is no moment in which a STOP is known and not heeded.
 */
import { consentChannelSchema, type ConsentChannel } from '@troupe/contract'
import { isStopWord } from '../../policy/messaging/stop-words.ts'
import type { Refusal } from './incoming-event.ts'

export interface ConsentSaid {
  readonly channel: ConsentChannel
  readonly status: 'granted' | 'withdrawn'
  readonly source: string
  readonly proof: string | null
  /** The address goes on the list that outlives the lead; null where only this consent ends. */
  readonly suppress: 'unsubscribe' | 'stop' | null
}

const ANSWER_ON: Readonly<Record<string, ConsentChannel>> = { email_replied: 'email', whatsapp_received: 'whatsapp', sms_received: 'sms', in_app_received: 'in-app' }
const SOURCE_CHARACTERS_MOST = 120
const PROOF_CHARACTERS_MOST = 1000

/** Who says no and not to what, says no to all. Who says yes has to say to what. */
export function consentsSaid(type: string, payload: Readonly<Record<string, unknown>>): ConsentSaid[] | Refusal {
  const answered = ANSWER_ON[type]
  if (answered !== undefined) {
    const { text } = payload
    return typeof text === 'string' && isStopWord(text) ? [{ channel: answered, status: 'withdrawn', source: 'reply', proof: null, suppress: 'stop' }] : []
  }
  if (type !== 'consent_granted' && type !== 'consent_withdrawn' && type !== 'unsubscribed') return []
  const named = [payload['channel'], payload['channels']].flat().filter((one) => one !== undefined && one !== null)
  const channels = named.map(channelOf)
  const options = consentChannelSchema.options.join(', ')
  if (channels.includes(null)) return { kind: 'invalid', path: '/payload/channel', message: `is a channel that nobody consents to; one of ${options}` }
  const granted = type === 'consent_granted'
  if (granted && channels.length === 0) return { kind: 'invalid', path: '/payload/channel', message: `say to what consent was given: ${options}` }
  const said = [...new Set(channels.length === 0 ? consentChannelSchema.options : channels as ConsentChannel[])]
  const source = textOf(payload['source'], SOURCE_CHARACTERS_MOST) ?? (granted ? 'event' : type === 'unsubscribed' ? 'unsubscribe' : 'event')
  const suppress = type !== 'unsubscribed' ? null : payload['reason'] === 'stop' ? 'stop' : 'unsubscribe'
  return said.map((channel) => ({ channel, status: granted ? 'granted' : 'withdrawn', source, proof: textOf(payload['proof'], PROOF_CHARACTERS_MOST), suppress }))
}

/** The console stands for the place in the creator's own app. */
function channelOf(name: unknown): ConsentChannel | null {
  return consentChannelSchema.safeParse(name === 'console' ? 'in-app' : name).data ?? null
}

function textOf(value: unknown, most: number): string | null {
  return typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, most) : null
}
