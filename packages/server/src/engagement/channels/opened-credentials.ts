/** A workspace's credentials, opened: which of them carries a channel for a creator, and what it needs for that. */
import { channelSchema, type Channel as ChannelName, type CredentialDraft, type Vendor } from '@troupe/contract'
import { messageOf } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import { openStored, type CredentialRow } from './credential-row.ts'
import type { EnvironmentOffer } from './environment-credentials.ts'

export type Opened = { readonly row: CredentialRow; readonly vendor: Vendor } & ({ readonly draft: CredentialDraft; readonly fault: null } | { readonly draft: null; readonly fault: string })

export function openRow(row: CredentialRow, secretKey: Uint8Array, offers: readonly EnvironmentOffer[]): Opened {
  const { vendor } = row
  try {
    const stored = openStored(row, secretKey)
    if (!('fromEnvironment' in stored)) return { row, vendor, draft: stored, fault: null }
    const offer = offers.find((one) => one.vendor === vendor)
    if (offer !== undefined && offer.draft !== null) return { row, vendor, draft: offer.draft, fault: null }
    return { row, vendor, draft: null, fault: `The environment's ${vendor} credentials are used here and are not whole any more: set ${offer?.missing.join(', ') ?? 'them'} again.` }
  } catch (error) {
    return { row, vendor, draft: null, fault: messageOf(error) }
  }
}

/** Vendors that can carry a channel. The console carries the others, and each of these where none is set up. */
const VENDORS: Readonly<Record<ChannelName, readonly Vendor[]>> = {
  console: [], email: ['ses', 'smtp'], whatsapp: ['twilio'], sms: ['twilio'], 'in-app': [], webhook: ['webhook'], call: ['webhook'], 'payment-link': ['stripe'],
}
export const CHANNELS: readonly ChannelName[] = channelSchema.options

/** The creator's own before the workspace's, the newest of either; undefined for the console. `opened` comes newest first. */
export function carrierOf(opened: readonly Opened[], creatorId: Id | null, channel: ChannelName): Opened | undefined {
  const able = opened.filter((one) => VENDORS[channel].includes(one.vendor) && carries(one, channel))
  return able.find(({ row }) => creatorId !== null && row.scope_id === creatorId) ?? able.find(({ row }) => row.scope_id === row.workspace_id)
}

/** One that can't be opened counts: what was to go by it must not go another way. */
function carries({ draft, row }: Opened, channel: ChannelName): boolean {
  if (channel !== 'sms' && channel !== 'whatsapp') return true
  if (draft === null) return row.shown['from'] === 'environment' || (channel === 'sms' ? row.shown['smsFrom'] : row.shown['whatsappFrom']) !== undefined
  return draft.vendor === 'twilio' && (channel === 'sms' ? draft.smsFrom : draft.whatsappFrom) !== undefined
}

export function vendorsOf(channel: ChannelName): readonly Vendor[] {
  return VENDORS[channel]
}
