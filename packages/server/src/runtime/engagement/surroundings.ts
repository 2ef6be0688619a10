/**
 * What agents need to know of leads besides the event: what they keep in mind of them, what waits to be sent to them, the threads they
 * are in, what their creator offers, and which arm of an experiment they fall into. Read for all leads of a batch at once, and only
 * for those that an agent waits for.
 */
import type { Channel, ConversationState } from '@troupe/contract'
import { sql } from 'kysely'
import type { Id } from '../../base/ids.ts'
import { seeded } from '../../base/random.ts'
import type { MessagingSituation, PendingAction, SituatedConversation } from '../../engagement/agents/situation.ts'
import type { Heard } from '../../engagement/events/lead-event.ts'
import type { Arm, ExperimentArms } from '../../engagement/experiments/experiment-arms.ts'
import { givenRows, uuids } from '../../store/columns.ts'
import { KEPT } from '../../store/kept-statements.ts'
import type { Database } from '../../store/database.ts'
import { CREATOR_STAMP, type Offered, type OfferedByCreators } from './offered.ts'
import type { WorkingAgent } from './working-agent.ts'

const PENDING_MOST = 50
const THREAD_MOST = 12
/** By which leads write. */
const INBOUND: ReadonlySet<string> = new Set(['email_replied', 'whatsapp_received', 'sms_received', 'in_app_received'])

interface LeadRow {
  readonly id: Id
  readonly creatorId: Id
  readonly stamp: string | null
  readonly marks: (readonly [agentId: Id, key: string, atMs: number])[] | null
  readonly pending: PendingAction[] | null
  readonly threads: readonly { readonly id: Id; readonly channel: Channel; readonly state: ConversationState }[] | null
}

export interface LeadSurroundings {
  readonly creator: Offered
  /** These two grow as a batch is planned: its later events find what its earlier ones left. */
  readonly marks: (readonly [agentId: Id, key: string, atMs: number])[]
  readonly pending: PendingAction[]
  readonly threads: readonly { readonly id: Id; readonly channel: Channel; readonly state: ConversationState }[]
  readonly arms: readonly Arm[]
  /** Of the thread this event belongs to. */
  readonly thread: SituatedConversation | null
  /** A person talks with the lead or is about to: agents keep still. */
  readonly keepsStill: boolean
}

export interface SurroundingsParts {
  readonly offered: OfferedByCreators
  readonly arms: Pick<ExperimentArms, 'armsFor'>
}

/** By event; events whose creator is gone are not in the answer. */
export async function surroundingsOf(within: Database, { offered, arms }: SurroundingsParts, heard: readonly Heard[]): Promise<Map<Heard, LeadSurroundings>> {
  if (heard.length === 0) return new Map()
  const leads = [...new Map(heard.map(({ lead }) => [lead.id, lead])).values()]
  const { rows } = await sql<LeadRow>`${KEPT} SELECT q.id, q.creator AS "creatorId", (SELECT ${CREATOR_STAMP} FROM creators r WHERE r.id = q.creator) AS stamp,
      (SELECT json_agg(json_build_array(m.agent_id, m.key, m.at)) FROM agent_marks m WHERE m.consumer_id = q.id) AS marks,
      (SELECT json_agg(json_build_object('kind', a.kind, 'channel', a.channel, 'agentId', a.agent_id, 'sendAtMs', a.send_at)) FROM (
        SELECT kind, channel, agent_id, send_at FROM actions WHERE consumer_id = q.id AND state IN ('planned', 'awaiting-approval', 'approved') LIMIT ${PENDING_MOST}) a) AS pending,
      (SELECT json_agg(json_build_object('id', c.id, 'channel', c.channel, 'state', c.state)) FROM conversations c WHERE c.consumer_id = q.id) AS threads
    FROM ${givenRows({ id: uuids(leads, ({ id }) => id), creator: uuids(leads, ({ creatorId }) => creatorId) })} AS q`.execute(within)
  const known = new Map(rows.map((row) => [row.id, { ...row, marks: row.marks ?? [], pending: row.pending ?? [] }]))
  const creators = await offered.of(within, new Map(rows.flatMap(({ creatorId, stamp }) => stamp === null ? [] : [[creatorId, stamp] as const])))
  const arm = await arms.armsFor(within, leads.map(({ id, workspaceId, creatorId }) => ({ workspaceId, creatorId, consumerId: id })))
  const messages = await threadsOf(within, heard, known)
  const found = new Map<Heard, LeadSurroundings>()
  for (const one of heard) {
    const row = known.get(one.lead.id)
    const creator = creators.get(one.lead.creatorId)
    if (row === undefined || creator === undefined) continue
    const threads = row.threads ?? []
    found.set(one, {
      creator, marks: row.marks, pending: row.pending, threads, arms: arm.get(one.lead.id) ?? [], thread: messages.get(one) ?? null,
      keepsStill: threads.some(({ state }) => state === 'escalated' || state === 'with-person'),
    })
  }
  return found
}

/** The newest messages of the threads that the events belong to. */
async function threadsOf(within: Database, heard: readonly Heard[], known: ReadonlyMap<Id, LeadRow>): Promise<Map<Heard, SituatedConversation>> {
  const inbound = heard.flatMap((one) => {
    if (!INBOUND.has(one.event.type)) return []
    const channel = channelOf(one)
    const threads = known.get(one.lead.id)?.threads ?? []
    const thread = threads.find(({ id }) => id === one.event.payload['conversationId']) ?? threads.find((each) => each.channel === channel)
    return [{ one, thread, channel }]
  })
  const ids = [...new Set(inbound.flatMap(({ thread }) => thread?.id ?? []))]
  const { rows } = ids.length === 0 ? { rows: [] } : await sql<{ id: Id; direction: 'in' | 'out'; text: string; atMs: number }>`SELECT q.id, m.direction, m.text, m.at AS "atMs" FROM unnest(${uuids(ids, (id) => id)}) AS q(id)
    CROSS JOIN LATERAL (SELECT id, direction, text, at FROM messages WHERE conversation_id = q.id AND text IS NOT NULL ORDER BY id DESC LIMIT ${THREAD_MOST}) m ORDER BY m.id`.execute(within)
  return new Map(inbound.map(({ one, thread, channel }) => [one, {
    id: thread?.id ?? null, channel: inApp(thread?.channel ?? channel), state: thread?.state ?? 'with-agent',
    messages: rows.filter(({ id }) => id === thread?.id).map(({ direction, text, atMs }) => ({ direction, text, atMs })),
  }]))
}

/** The console stands for the place in the creator's own app. */
function inApp(channel: Channel): Channel {
  return channel === 'console' ? 'in-app' : channel
}

function channelOf({ event }: Heard): Channel {
  switch (event.type) {
    case 'email_replied':
      return 'email'
    case 'whatsapp_received':
      return 'whatsapp'
    case 'sms_received':
      return 'sms'
    default:
      return 'in-app'
  }
}

/** The moment as this agent sees it. */
export function situationOf(agent: WorkingAgent, { event, lead, before, context }: Heard, surroundings: LeadSurroundings, nowMs: number, seed: string): MessagingSituation {
  const { id, name } = agent.view
  return {
    nowMs, random: seeded(`${seed}/${id}/${event.id}`),
    agent: { id, name, settings: agent.settings },
    event: { id: event.id, type: event.type, source: event.source, atMs: event.atMs, payload: event.payload, counted: event.counted, nth: context.counts[event.type] ?? 1, before: { stage: before.stage, lastSeenMs: before.lastSeenMs } },
    lead: {
      id: lead.id, externalId: lead.externalId, name: lead.name, email: lead.email, phone: lead.phone, whatsapp: lead.whatsapp, timezone: lead.timezone, locale: lead.locale, tags: lead.tags,
      consents: Object.fromEntries(Object.entries(lead.consents).flatMap(([channel, consent]) => consent === undefined ? [] : [[channel, consent.status]])),
    },
    context, creator: surroundings.creator, pending: [...surroundings.pending],
    marks: Object.fromEntries(surroundings.marks.flatMap(([agentId, key, atMs]) => agentId === id ? [[key, atMs]] : [])),
    experiments: Object.fromEntries(surroundings.arms.filter((arm) => arm.agentId === null || arm.agentId === id).map(({ key, experimentId, arm, text }) => [key, { experimentId, arm, text }])),
    conversation: surroundings.thread,
  }
}
