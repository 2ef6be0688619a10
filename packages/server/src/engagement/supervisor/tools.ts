/** What the supervisor's workers can use. A workflow that asks for another tool is told so, and the rest of it runs. */
import type { Channel, GoalWorkflow } from '@troupe/contract'

export type Tool =
  /** A message or a request about each lead of the audience, which waits in the queue and passes the gate. */
  | { readonly kind: 'message'; readonly channel: Channel; readonly about: string }
  /** A tag on each lead of the audience. */
  | { readonly kind: 'tag'; readonly about: string }
  /** Something for the people of the workspace to read. */
  | { readonly kind: 'note'; readonly about: string }

export const TOOLS: ReadonlyMap<string, Tool> = new Map<string, Tool>([
  ['send_email', { kind: 'message', channel: 'email', about: 'an e-mail; input {subject, text}' }],
  ['send_whatsapp', { kind: 'message', channel: 'whatsapp', about: 'a WhatsApp message; input {text}' }],
  ['send_sms', { kind: 'message', channel: 'sms', about: 'a text message of one or two sentences; input {text}' }],
  ['send_in_app', { kind: 'message', channel: 'in-app', about: "a message in the creator's own app; input {text}" }],
  ['request_call', { kind: 'message', channel: 'call', about: 'asks the creator to call; input {text}' }],
  ['send_payment_link', { kind: 'message', channel: 'payment-link', about: 'a link to pay for the main product; input {text}' }],
  ['tag_lead', { kind: 'tag', about: 'puts a tag on leads; input {tag}' }],
  ['segment_audience', { kind: 'tag', about: 'marks the audience by a tag; input {tag}' }],
  ['ask_person', { kind: 'note', about: 'asks a person of the team something; input {text}' }],
  ['make_report', { kind: 'note', about: 'writes down how far the goal is' }],
])

/** Message tools by which another may be replaced, in the order in which they are tried. */
const INSTEAD = ['send_email', 'send_whatsapp', 'send_sms', 'send_in_app']

export function missingTools({ stages }: GoalWorkflow): string[] {
  return [...new Set(stages.flatMap(({ tasks }) => tasks.map(({ tool }) => tool)).filter((tool) => !TOOLS.has(tool)))]
}

export function nextChannel(tool: string): string {
  const place = INSTEAD.indexOf(tool)
  return place === -1 ? tool : INSTEAD[(place + 1) % INSTEAD.length] ?? tool
}
