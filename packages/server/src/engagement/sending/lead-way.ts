import type { Channel, Consent, ConsentChannel } from '@troupe/contract'
import type { Id } from '../../base/ids.ts'

export interface Reachable {
  readonly id: Id
  readonly email: string | null
  readonly phone: string | null
  readonly whatsapp: string | null
  readonly consents: Partial<Record<ConsentChannel, Consent>>
}

/** By which of a lead's addresses a message goes, and whose consent that takes. */
export interface Way {
  /** Null where nobody's consent is touched. */
  readonly carrier: ConsentChannel | null
  /** Where it goes; null where there is no such address, or none is needed. */
  readonly address: string | null
  /** What the suppression list knows it by; null where it can't stand on one. */
  readonly listed: string | null
}

/** In this order, unless the lead has agreed to a later one and not to an earlier. */
const LINKS_GO_BY = ['email', 'whatsapp', 'sms'] as const

export function wayTo(lead: Reachable, channel: Channel): Way {
  switch (channel) {
    case 'console':
    case 'webhook':
      return { carrier: null, address: null, listed: null }
    case 'in-app':
      return { carrier: 'in-app', address: null, listed: lead.id }
    case 'payment-link':
      return wayOfLink(lead)
    default:
      return direct(lead, channel)
  }
}

function direct(lead: Reachable, carrier: 'email' | 'whatsapp' | 'sms' | 'call'): Way {
  const { email, phone, whatsapp } = lead
  const address = { email, whatsapp: whatsapp ?? phone, sms: phone, call: phone ?? whatsapp }[carrier]
  return { carrier, address, listed: address }
}

function wayOfLink(lead: Reachable): Way {
  const ways = LINKS_GO_BY.map((carrier) => direct(lead, carrier)).filter(({ address }) => address !== null)
  const agreed = ways.find(({ carrier }) => carrier !== null && lead.consents[carrier]?.status === 'granted')
  return agreed ?? ways[0] ?? { carrier: 'email', address: null, listed: null }
}
