/**
 * Secrets at rest and secrets that are handed out. What must be read again (provider keys) is sealed with AES-256-GCM;
 * what must only be recognised (session and invitation tokens) is kept as a hash. Chance comes from the system here,
 * never from a seed.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import { ExpectedError } from './errors.ts'

/** A sealed secret that does not open: another key, another context, or changed bytes; which of them, nobody can tell. */
export class SealBrokenError extends ExpectedError {
  readonly kind = 'unavailable'
  readonly code = 'secret-unreadable'
  constructor(options?: ErrorOptions) {
    super('A stored secret cannot be opened with the key of this instance. ' +
      'Put the original secret.key or TROUPE_SECRET_KEY back, or enter the secret again.')
    if (options?.cause !== undefined) this.cause = options.cause
  }
}

/** First characters of whatever `seal` returns; a later scheme takes the next number and this one stays readable. */
const VERSION = 'v1.'
const KEY_BYTES = 32
/** The size GCM is defined for (NIST SP 800-38D, 5.2.1.1); random ones are safe for 2^32 seals under one key. */
const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * `context` says what the secret is and whose (`provider-key/<workspace>/<provider>`); it is not stored, and opening
 * under any other fails, so that a row copied over another is of no use.
 */
export function seal(plain: string, key: Uint8Array, context: string): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', checked(key), nonce, { authTagLength: TAG_BYTES })
  cipher.setAAD(Buffer.from(VERSION + context))
  const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
  return VERSION + Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')
}

/** The plain text, or a `SealBrokenError`. */
export function open(sealed: string, key: Uint8Array, context: string): string {
  const bytes = Buffer.from(sealed.slice(VERSION.length), 'base64url')
  if (!sealed.startsWith(VERSION) || bytes.length < NONCE_BYTES + TAG_BYTES) throw new SealBrokenError()
  const decipher = createDecipheriv('aes-256-gcm', checked(key), bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
  decipher.setAAD(Buffer.from(VERSION + context))
  decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES))
  try {
    return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES)), decipher.final()]).toString('utf8')
  } catch (cause) {
    throw new SealBrokenError({ cause })
  }
}

function checked(key: Uint8Array): Uint8Array {
  if (key.length !== KEY_BYTES) throw new RangeError(`an AES-256 key has ${KEY_BYTES} bytes, not ${key.length}`)
  return key
}

const TOKEN_BYTES = 32

/** `prefix_` and 256 random bits; the prefix lets people and secret scanners see what they found. */
export function newToken(prefix: string): string {
  return `${prefix}_${randomBytes(TOKEN_BYTES).toString('base64url')}`
}

/** What is stored of a token (hex). A plain SHA-256 will do: 256 random bits cannot be guessed, so nothing need be slow. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

/** Compares in a time that tells nothing of where two texts differ, nor of their lengths. */
export function sameSecret(a: string, b: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(a), digest(b))
}
