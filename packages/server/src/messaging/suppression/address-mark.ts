/**
 * What is kept of a suppressed address: an HMAC that can be recognised and not be read. Workspace and channel are in it, so that
 * two workspaces' lists can't be compared, and an address suppressed by SMS is not known from another channel's list.
 */
import { createHmac, hkdfSync } from 'node:crypto'
import type { ConsentChannel } from '@troupe/contract'
import type { Id } from '../../base/ids.ts'
import { emailAddress } from '../addresses/email-address.ts'

const KEY_BYTES = 32

/** Of the instance's own key, for nothing but this. */
export function suppressionKey(secretKey: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, Buffer.alloc(0), 'troupe suppression list', KEY_BYTES))
}

export function addressMark(key: Uint8Array, workspaceId: Id, channel: ConsentChannel, address: string): Buffer {
  return createHmac('sha256', key).update(JSON.stringify([workspaceId, channel, normalised(channel, address)])).digest()
}

/** However it is written: upper case, a `mailto:` copied along, spaces and hyphens in a number. */
function normalised(channel: ConsentChannel, address: string): string {
  const plain = address.normalize('NFKC').trim()
  if (channel === 'email') return emailAddress(plain) ?? plain.toLowerCase()
  return channel === 'in-app' ? plain.toLowerCase() : plain.replace(/^(?:whatsapp|tel):/i, '').replace(/^00/, '+').replace(/[^\d+]/g, '')
}
