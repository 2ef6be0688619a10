/** Payloads to try an agent out with: what common events bring, and whether a typed one is JSON. */
import type { LineFault } from '../../../parts/YamlArea.tsx'

const EXAMPLES: readonly (readonly [begins: string, payload: Readonly<Record<string, unknown>>])[] = [
  ['page_view', { path: '/services' }],
  ['service_click', { service: 'Intro call' }],
  ['booking_', { service: 'Intro call', startsAt: '2030-05-14T15:00:00Z' }],
  ['payment_', { amount: 49, currency: 'EUR' }],
  ['checkout_', { amount: 49, currency: 'EUR' }],
  ['lead_quiet', { days: 14 }],
  ['stage_changed', { from: 'interested', to: 'engaged' }],
  ['email_replied', { text: 'How much is it?' }],
  ['whatsapp_received', { text: 'How much is it?' }],
  ['sms_received', { text: 'How much is it?' }],
]

export function payloadFor(type: string): string {
  return JSON.stringify(EXAMPLES.find(([begins]) => type.startsWith(begins))?.[1] ?? {}, null, 2)
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
