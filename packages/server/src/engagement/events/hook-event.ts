/**
 * Any JSON that another system sends as an event of ours. It says itself what it is (`type` or `event`) and about whom; both may lie
 * within `data`, as the Standard Webhooks put it. Everything else is the payload. Pure.
 */
import type { IncomingEvent, Refusal } from './incoming-event.ts'
import { momentOf } from './moment-of.ts'
import { typeName } from './type-name.ts'

const ADDRESSES = ['email', 'phone', 'whatsapp'] as const
const ID_CHARACTERS_MOST = 200
const ADDRESS_CHARACTERS_MOST = 254

/** `messageId`: the sender's id of this delivery, the same at every try. */
export function hookEvent(body: unknown, messageId: string): IncomingEvent | Refusal {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return { kind: 'invalid', path: '', message: 'send an object as JSON' }
  const { type: named, event, timestamp, data: given, ...rest } = body as Record<string, unknown>
  const inner = typeof given === 'object' && given !== null && !Array.isArray(given) ? given as Record<string, unknown> : null
  const payload = inner ?? (given === undefined ? rest : { ...rest, data: given })
  const outer = body as Record<string, unknown>
  const said = (name: string, most: number): string | undefined => textOf(outer[name] ?? inner?.[name], most)
  const type = typeOf(named ?? event ?? inner?.['type'] ?? inner?.['event'])
  if (type === '') return { kind: 'invalid', path: '/type', message: 'say what happened, such as booking_created' }
  const at = outer['at'] ?? inner?.['at'] ?? timestamp
  const atMs = momentOf(at)
  const addresses = Object.fromEntries(ADDRESSES.flatMap((name) => {
    const value = said(name, ADDRESS_CHARACTERS_MOST)
    return value === undefined ? [] : [[name, value]]
  }))
  return {
    ...addresses, consumerId: said('consumerId', ID_CHARACTERS_MOST), externalId: said('externalId', ID_CHARACTERS_MOST) ?? said('userId', ID_CHARACTERS_MOST), anonymousId: said('anonymousId', ID_CHARACTERS_MOST),
    type, payload, source: 'webhook', atMs: Number.isFinite(atMs) && atMs >= 0 ? atMs : undefined, messageId,
  }
}

/** `booking.created`, as many systems write it, is ours by another spelling. */
function typeOf(name: unknown): string {
  if (typeof name !== 'string') return ''
  const plain = typeName(name)
  return /^[a-z]+(?:\.[a-z]+)+$/.test(plain) ? plain.replaceAll('.', '_') : plain
}

function textOf(value: unknown, most: number): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  const plain = String(value).trim()
  return plain === '' ? undefined : plain.slice(0, most)
}
