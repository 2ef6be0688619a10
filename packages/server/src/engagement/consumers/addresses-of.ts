/** Where a lead is reached, by the channel that its consent and the suppression list speak of. */
import type { ConsentChannel } from '@troupe/contract'
import type { Id } from '../../base/ids.ts'
import type { ChannelAddress } from '../../messaging/suppression/suppression-list.ts'

export interface Reachable {
  readonly id: Id
  readonly email: string | null
  readonly phone: string | null
  readonly whatsapp: string | null
}

export function addressOn(lead: Reachable, channel: ConsentChannel): string | null {
  switch (channel) {
    case 'email': return lead.email
    case 'whatsapp': return lead.whatsapp ?? lead.phone
    case 'sms': return lead.phone
    case 'call': return lead.phone ?? lead.whatsapp
    case 'in-app': return lead.id
  }
}

const CHANNELS: readonly ConsentChannel[] = ['email', 'whatsapp', 'sms', 'call', 'in-app']

export function addressesOf(lead: Reachable): ChannelAddress[] {
  return CHANNELS.flatMap((channel) => {
    const address = addressOn(lead, channel)
    return address === null ? [] : [{ channel, address }]
  })
}
