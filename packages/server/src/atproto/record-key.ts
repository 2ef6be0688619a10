/**
 * Keys of records, made so that nothing can be there twice. A key is a TID: microseconds since the epoch and ten bits beside
 * them, in 13 characters that sort by time (https://atproto.com/specs/tid). Usually those bits are drawn; here they follow
 * from what the record is for, so that whoever lost the answer to a write knows where to look for it.
 *
 * A text's key follows from its act. A like, repost or follow has the key of its *subject*: of two likes of one post by an
 * agent, however far apart and from whatever act, the second meets the first, which keys of acts would not do. Its time is
 * the subject's, so the newest likes of a list are those of the newest posts, which are the ones that anybody counts.
 */
import { createHash } from 'node:crypto'

const ALPHABET = '234567abcdefghijklmnopqrstuvwxyz'
const TID = /^[2-7a-j][2-7a-z]{12}$/
const SECOND_MICROS = 1_000_000n
/** Subjects without a time of their own, as those who are followed, are spread over a year that is past. */
const TIMELESS_MICROS = BigInt(Date.UTC(2024, 0, 1)) * 1_000n
const YEAR_MICROS = 365n * 86_400n * SECOND_MICROS

export function keyOfAct({ id, intendedMs }: { readonly id: string; readonly intendedMs: number }): string {
  const bits = hashOf(id)
  return tid(BigInt(Math.floor(intendedMs)) * 1_000n + (bits >> 10n) % 1_000n, bits & 1023n)
}

/** `subject`: the address of a post, or the DID of somebody. */
export function keyOfMark(subject: string): string {
  const bits = hashOf(subject)
  const micros = microsOf(subject.split('/').at(-1) ?? '')
  const whole = micros === null ? TIMELESS_MICROS + (bits >> 10n) % YEAR_MICROS : micros - (micros % SECOND_MICROS) + (bits >> 10n) % SECOND_MICROS
  return tid(whole, bits & 1023n)
}

/** When a record was made, by its key; null where that is none of time. */
export function keyMs(key: string): number | null {
  const micros = microsOf(key)
  return micros === null ? null : Number(micros / 1_000n)
}

function tid(micros: bigint, beside: bigint): string {
  let rest = (micros << 10n) | beside
  let key = ''
  for (let place = 0; place < 13; place++) {
    key = `${ALPHABET[Number(rest & 31n)] ?? ''}${key}`
    rest >>= 5n
  }
  return key
}

function microsOf(key: string): bigint | null {
  if (!TID.test(key)) return null
  let value = 0n
  for (const character of key) value = (value << 5n) | BigInt(ALPHABET.indexOf(character))
  return value >> 10n
}

/** 63 bits. */
function hashOf(text: string): bigint {
  return createHash('sha256').update(text).digest().readBigUInt64BE() >> 1n
}
