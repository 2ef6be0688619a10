/**
 * Intents made into what comes of them: rows for the queue, and changes of the lead. Whoever decided, the same holds: inputs fit
 * the actions' schemas, products are the creator's own, and nothing is planned for the past or for after a year. An
 * intent that does not fit is a misfit with its fault, and the others stand.
 */
import type { Channel, PlannedContent, Stage } from '@troupe/contract'
import { intentOf } from '../../agent/action.ts'
import type { Misfit } from '../../agent/brain.ts'
import { unreachable } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import { storable } from '../../base/storable.ts'
import { delayMs } from '../../messaging/delay.ts'
import { DELAY_LONGEST_MS, MESSAGING_ACTIONS, type CancelReason, type MessagingActionName } from '../../messaging/messaging-actions.ts'
import type { PlannedIntent } from './planned-intent.ts'
import type { MessagingSituation } from './situation.ts'

/** One for the queue, but for the ids it gets when it is kept. */
export interface ActionDraft {
  readonly kind: MessagingActionName
  readonly channel: Channel
  readonly content: PlannedContent
  readonly priority: number
  readonly sendAtMs: number
  readonly cancelWhen: readonly CancelReason[]
  readonly experiment: { readonly id: Id; readonly arm: string } | null
}

export type LeadChange =
  | { readonly kind: 'tag' | 'untag'; readonly tag: string }
  | { readonly kind: 'stage'; readonly stage: Stage; readonly reason: string | null }
  | { readonly kind: 'escalate'; readonly reason: string }

/** What comes of one intent, in the order in which they were planned. */
export interface Drafted {
  readonly intent: PlannedIntent
  readonly outcome: { readonly kind: 'action'; readonly draft: ActionDraft } | { readonly kind: 'change'; readonly change: LeadChange } | { readonly kind: 'nothing'; readonly why: string }
}

const NO_CONTENT: PlannedContent = { subject: null, text: '', template: null, productId: null, url: null, amountMinor: null, currency: null }

export function draftActions(intents: readonly PlannedIntent[], situation: MessagingSituation): { readonly drafted: readonly Drafted[]; readonly misfits: readonly Misfit[] } {
  const drafted: Drafted[] = []
  const misfits: Misfit[] = []
  let waitedMs = 0
  for (const intent of intents) {
    const made = draft(intent, situation, waitedMs)
    if ('fault' in made) {
      misfits.push({ action: intent.action, input: intent.input, fault: made.fault })
      continue
    }
    waitedMs += made.waits ?? 0
    drafted.push({ intent, outcome: made.outcome })
  }
  return { drafted, misfits }
}

type Made = { readonly outcome: Drafted['outcome']; readonly waits?: number } | { readonly fault: string }

function draft({ action: name, input: given, experiment }: PlannedIntent, situation: MessagingSituation, waitedMs: number): Made {
  const action = MESSAGING_ACTIONS.get(name)
  if (action === undefined) return { fault: `there is no action "${name}"` }
  const checked = intentOf(action, storable(given))
  if ('fault' in checked) return checked
  const { input } = checked.intent
  if (action.channel === null) return change(name, input)
  const content = contentOf(name, input, situation)
  if ('fault' in content) return content
  const sendAtMs = sendAt(input, situation.nowMs, waitedMs)
  if (typeof sendAtMs !== 'number') return sendAtMs
  const { priority = 0, unless = [] } = input as { readonly priority?: number; readonly unless?: readonly CancelReason[] }
  return { outcome: { kind: 'action', draft: { kind: name, channel: action.channel, content, priority, sendAtMs, cancelWhen: [...new Set(unless)], experiment } } }
}

function change(name: MessagingActionName, input: Readonly<Record<string, unknown>>): Made {
  const { tag = '', stage, reason } = input as { readonly tag?: string; readonly stage?: Stage; readonly reason?: string }
  switch (name) {
    case 'tag_lead':
      return { outcome: { kind: 'change', change: { kind: 'tag', tag } } }
    case 'untag_lead':
      return { outcome: { kind: 'change', change: { kind: 'untag', tag } } }
    case 'set_stage':
      return { outcome: { kind: 'change', change: { kind: 'stage', stage: stage as Stage, reason: reason ?? null } } }
    case 'escalate':
      return { outcome: { kind: 'change', change: { kind: 'escalate', reason: reason ?? '' } } }
    case 'wait':
      return { outcome: { kind: 'nothing', why: `waits ${String(input['for'])}` }, waits: delayMs(String(input['for'])) ?? 0 }
    case 'do_nothing':
      return { outcome: { kind: 'nothing', why: reason ?? '' } }
    default:
      return { fault: `"${name}" goes out by a channel` }
  }
}

function contentOf(name: MessagingActionName, input: Readonly<Record<string, unknown>>, { creator }: MessagingSituation): PlannedContent | { readonly fault: string } {
  const { subject = null, text = '', template = null, productId = null, topic = '', payload } = input as {
    readonly subject?: string; readonly text?: string; readonly template?: PlannedContent['template']; readonly productId?: Id; readonly topic?: string; readonly payload?: unknown
  }
  const product = productId === null ? null : creator.products.find(({ id }) => id === productId)
  if (product === undefined) return { fault: `productId: ${creator.name} offers no product ${productId}` }
  const words = { ...NO_CONTENT, subject, text, template, productId, url: product?.url ?? null }
  switch (name) {
    case 'send_webhook': {
      const body = JSON.stringify(payload)
      return body.length > 10_000 ? { fault: 'payload: at most 10,000 characters as JSON' } : { ...words, text: body }
    }
    case 'request_call':
      return { ...words, text: topic }
    case 'send_payment_link': {
      if (product === null || product.priceMinor === null || product.priceMinor <= 0) return { fault: `productId: ${product?.name ?? 'this product'} has no price to pay` }
      // The payer reads on the vendor's page what it is for.
      return { ...words, subject: subject ?? product.name, text: text === '' ? `Here is your payment link for ${product.name}.` : text, url: null, amountMinor: product.priceMinor, currency: product.currency }
    }
    case 'send_email':
    case 'send_whatsapp':
    case 'send_sms':
    case 'send_in_app':
      return words
    case 'tag_lead':
    case 'untag_lead':
    case 'set_stage':
    case 'wait':
    case 'escalate':
    case 'do_nothing':
      return { fault: `"${name}" is no message` }
    default:
      return unreachable(name)
  }
}

function sendAt(input: Readonly<Record<string, unknown>>, nowMs: number, waitedMs: number): number | { readonly fault: string } {
  const { in: delay, at } = input as { readonly in?: string; readonly at?: string }
  const wanted = (at === undefined ? nowMs + (delay === undefined ? 0 : delayMs(delay) ?? 0) : Date.parse(at)) + waitedMs
  if (wanted > nowMs + DELAY_LONGEST_MS) return { fault: 'at: nothing is planned for more than a year ahead' }
  return Math.max(nowMs, wanted)
}
