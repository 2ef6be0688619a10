/** What an http brain is sent (SPEC E5): one signed request for one event of one lead, with the tools it may answer with. */
import { MESSAGING_ACTIONS } from '../../messaging/messaging-actions.ts'
import type { MessagingSituation } from './situation.ts'

const TOOLS = [...MESSAGING_ACTIONS.values()].map(({ name, description, inputSchema }) => ({ name, description, inputSchema }))

export function decideRequest(situation: MessagingSituation): Readonly<Record<string, unknown>> {
  const { agent, event, lead, context, creator, pending, conversation, experiments, nowMs } = situation
  const { marks: _, ...known } = context
  return {
    // The same for every try at the same question, so that whoever answers can answer the same.
    turnId: `${event.id}.${agent.id}`,
    now: new Date(nowMs).toISOString(),
    agent: { id: agent.id, name: agent.name }, creatorId: creator.id, consumerId: lead.id,
    event: { ...event, at: new Date(event.atMs).toISOString() }, context: known, consumer: lead,
    creator: { id: creator.id, username: creator.username, name: creator.name, timezone: creator.timezone, locale: creator.locale, currency: creator.currency, profile: creator.profile, products: creator.products },
    waiting: pending, conversation, experiments, tools: TOOLS, trial: situation.trial === true,
  }
}
