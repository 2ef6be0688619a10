/**
 * Addresses of ours that are handed to strangers and read again years later: what they mean is in them, with a MAC under a key
 * derived from the instance's own. Nothing is stored for them, and none can be made up.
 */
import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { Id } from '../../base/ids.ts'

const KEY_BYTES = 32
/** 128 bits can't be guessed, and the address stays short. */
const MAC_BYTES = 16
const ID_BYTES = 16

/** First byte, so that no token of one sort passes for another. */
export type TokenPurpose = 'unsubscribe' | 'open' | 'click'
const PURPOSES: Readonly<Record<TokenPurpose, number>> = { unsubscribe: 1, open: 2, click: 3 }

export function linkKey(secretKey: Uint8Array): Buffer {
  return Buffer.from(hkdfSync('sha256', secretKey, Buffer.alloc(0), 'troupe links to strangers', KEY_BYTES))
}

/** `tail`: whatever else it means, of a length that follows from its purpose. */
export function signToken(key: Uint8Array, purpose: TokenPurpose, ids: readonly Id[], tail: Uint8Array): string {
  const body = Buffer.concat([Buffer.from([PURPOSES[purpose]]), ...ids.map((id) => Buffer.from(id.replaceAll('-', ''), 'hex')), tail])
  return Buffer.concat([body, macOf(key, body)]).toString('base64url')
}

/** Null for whatever was not signed by this instance for this purpose. */
export function readToken(key: Uint8Array, purpose: TokenPurpose, token: string, idCount: number, tailBytes: number): { readonly ids: readonly Id[]; readonly tail: Buffer } | null {
  const bytes = Buffer.from(token, 'base64url')
  const tailAt = 1 + idCount * ID_BYTES
  const bodyBytes = tailAt + tailBytes
  // Written out again it must be the same: base64 has spellings that mean the same bytes.
  if (bytes.length !== bodyBytes + MAC_BYTES || bytes.toString('base64url') !== token) return null
  const body = bytes.subarray(0, bodyBytes)
  if (body[0] !== PURPOSES[purpose] || !timingSafeEqual(macOf(key, body), bytes.subarray(bodyBytes))) return null
  return { tail: body.subarray(tailAt), ids: Array.from({ length: idCount }, (_, index) => idOf(body.subarray(1 + index * ID_BYTES, 1 + (index + 1) * ID_BYTES))) }
}

function macOf(key: Uint8Array, body: Buffer): Buffer {
  return createHmac('sha256', key).update(body).digest().subarray(0, MAC_BYTES)
}

function idOf(bytes: Buffer): Id {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}
