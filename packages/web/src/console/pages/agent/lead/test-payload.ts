/** Payloads to try an agent out with: what common events bring, and whether a typed one is JSON. */
import type { LineFault } from '../../../parts/YamlArea.tsx'

/** What stands for a product while nobody's is known. */
const SOME_SERVICE = 'Intro call'

const examples = (service: string): readonly (readonly [begins: string, payload: Readonly<Record<string, unknown>>])[] => [
  ['page_view', { path: '/services' }],
  ['service_click', { service }],
  ['booking_', { service, startsAt: '2030-05-14T15:00:00Z' }],
  ['payment_', { amount: 49, currency: 'EUR' }],
  ['checkout_', { amount: 49, currency: 'EUR' }],
  ['lead_quiet', { days: 14 }],
  ['stage_changed', { from: 'interested', to: 'engaged' }],
  ['email_replied', { text: 'How much is it?' }],
  ['whatsapp_received', { text: 'How much is it?' }],
  ['sms_received', { text: 'How much is it?' }],
]

/** `service`: what the lead's creator sells. */
export function payloadFor(type: string, service = SOME_SERVICE): string {
  return JSON.stringify(examples(service).find(([begins]) => type.startsWith(begins))?.[1] ?? {}, null, 2)
}

export interface ReadPayload { readonly payload: Readonly<Record<string, unknown>> | null; readonly faults: readonly LineFault[] }

export function readPayload(text: string): ReadPayload {
  if (text.trim() === '') return { payload: {}, faults: [] }
  try {
    const read: unknown = JSON.parse(text)
    if (typeof read === 'object' && read !== null && !Array.isArray(read)) return { payload: read as Record<string, unknown>, faults: [] }
    return { payload: null, faults: [{ line: 1, column: 1, message: 'A payload is an object, such as {"path": "/services"}.' }] }
  } catch (error) {
    const [, position] = /position (\d+)/.exec(String(error)) ?? []
    const before = text.slice(0, position === undefined ? text.length : Number(position)).split('\n')
    return { payload: null, faults: [{ line: before.length, column: (before.at(-1)?.length ?? 0) + 1, message: 'Up to here it is JSON: mend a quote, a comma or a bracket.' }] }
  }
}
