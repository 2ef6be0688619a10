/** One of everything that a creator can have, each with a word in it that is nobody else's: what tests look for where it must not be. */
import type { Consumer, Conversation, EventEntry, Experiment, GoalDetail, Message, Page, PlannedAction, Product } from '@troupe/contract'
import { sql } from 'kysely'
import type { Id, Ids } from '../../base/ids.ts'
import type { Database } from '../../store/database.ts'
import type { Caller } from './caller.ts'

export interface CreatorLife {
  readonly word: string
  /** One of each kind, by what a query calls it. */
  readonly ids: Readonly<Record<string, Id>>
}

export interface LifeParts {
  readonly db: Database
  readonly ids: Ids
  readonly owner: Caller
  readonly workspaceId: Id
  /** Of no creator: the agent writes to everybody's leads, all of whom are in the experiment. */
  readonly shared: { readonly agentId: Id; readonly experimentId: Id }
  readonly nowMs: number
}

export async function creatorLife({ db, ids, owner, workspaceId, shared, nowMs }: LifeParts, creatorId: Id, word: string): Promise<CreatorLife> {
  const made = async <Thing>(url: string, body: object): Promise<Thing> => {
    const { statusCode, body: answer } = await owner.post(url, body)
    if (statusCode >= 300) throw new Error(`${url}: ${statusCode} ${answer}`)
    return JSON.parse(answer) as Thing
  }
  const { id: productId } = await made<Product>('/api/products', { creatorId, name: `${word} course`, priceMinor: 900, currency: 'EUR', externalId: null })
  const { id: consumerId } = await made<Consumer>('/api/consumers', { creatorId, name: `${word} lead`, email: `${word}@example.org`, externalId: `${word}-1`, tags: [word], attributes: { note: word } })
  await made(`/api/consumers/${consumerId}/consents`, { channel: 'email', status: 'granted', source: word, proof: word })
  const { id: eventId } = await made<{ id: Id }>('/api/events', { consumerId, type: `${word} joined`, payload: { text: word } })
  await made('/api/events', { consumerId, type: 'payment_success', payload: { amountMinor: 900, text: word } })
  const { id: messageId } = await made<Message>('/api/messages/simulate', { consumerId, channel: 'in-app', text: `${word}: how much is it?` })
  const { id: actionId } = await made<PlannedAction>('/api/actions', { consumerId, channel: 'email', subject: word, text: word })
  const { id: experimentId } = await made<Experiment>('/api/experiments', { name: `${word} test`, key: `${word}-test`, creatorId, arms: [{ key: 'a', text: word }, { key: 'b', text: word }] })
  const { id: goalId } = await made<GoalDetail>('/api/goals', { creatorId, title: `${word} goal`, metric: 'payments', target: 5, from: new Date(nowMs).toISOString(), to: new Date(nowMs + 1e9).toISOString() })
  const { id: sourceId } = await made<EventEntry>('/api/event-sources', { creatorId, name: `${word} shop`, kind: 'segment' })
  const [thread] = (await owner.get(`/api/conversations?creatorId=${creatorId}`)).json<Page<Conversation>>().items

  const [agentId, sentId, askedId, approvalId, jobId] = [ids.next(), ids.next(), ids.next(), ids.next(), ids.next()]
  const sentMs = nowMs - 60_000
  await sql`INSERT INTO agents (id, workspace_id, project_id, creator_id, name, platform, brain, state, state_since, wake_at, created_at)
    SELECT ${agentId}, ${workspaceId}, project_id, id, ${`${word} agent`}, 'messaging', '{"kind":"rules","rules":"welcome","settings":{}}', 'idle', 0, NULL, 0 FROM creators WHERE id = ${creatorId}`.execute(db)
  const content = JSON.stringify({ subject: word, text: word, template: null, productId: null, url: null, amountMinor: null, currency: null })
  // One that the agent of all sent a minute before the payment, and one that waits for a yes.
  await sql`INSERT INTO actions (id, workspace_id, project_id, creator_id, consumer_id, agent_id, kind, channel, content, state, reason, priority, send_at, tries_most, vendor, delivery, experiment_id, arm, created_at, sent_at, ended_at)
    SELECT d.id, ${workspaceId}, c.project_id, c.id, ${consumerId}, ${shared.agentId}, 'send_email', 'email', ${content}::jsonb, d.state, ${word}, 0, ${sentMs}, 5, 'console', 'delivered', ${experimentId}, 'a', ${sentMs}, d.sent_at, d.sent_at
    FROM creators c, (VALUES (${sentId}::uuid, 'executed', ${sentMs}::bigint), (${askedId}::uuid, 'awaiting-approval', NULL)) AS d (id, state, sent_at) WHERE c.id = ${creatorId}`.execute(db)
  await sql`INSERT INTO messages (id, workspace_id, creator_id, consumer_id, action_id, direction, channel, author_kind, author_id, author_name, text, at, vendor, simulated)
    VALUES (${ids.next()}, ${workspaceId}, ${creatorId}, ${consumerId}, ${sentId}, 'out', 'email', 'agent', ${shared.agentId}, 'Shared', ${word}, ${sentMs}, 'console', false)`.execute(db)
  await sql`INSERT INTO approvals (id, workspace_id, creator_id, action_id, state, why, content_hash, expires_at, created_at) VALUES (${approvalId}, ${workspaceId}, ${creatorId}, ${askedId}, 'waiting', ${word}, ${Buffer.alloc(32, 1)}, ${nowMs + 1e9}, ${nowMs})`.execute(db)
  for (const id of [experimentId, shared.experimentId]) await db.insertInto('experiment_leads').values({ experiment_id: id, consumer_id: consumerId, arm: 'a', assigned_at: nowMs - 90_000, exposed_at: sentMs }).execute()
  await sql`INSERT INTO onboarding_jobs (id, workspace_id, creator_id, kind, step, progress, message, created_at, ended_at) VALUES (${jobId}, ${workspaceId}, ${creatorId}, 'onboarding', 'done', 1, ${word}, ${nowMs}, ${nowMs})`.execute(db)
  await sql`INSERT INTO onboarding_log (id, job_id, creator_id, at, step, attempt, outcome, ms, raw) VALUES (${ids.next()}, ${jobId}, ${creatorId}, ${nowMs}, 'model', 1, 'ok', 5, ${word})`.execute(db)
  return { word, ids: { creatorId, consumerId, productId, eventId, messageId, conversationId: thread?.id ?? '', actionId, sentId, approvalId, experimentId, goalId, sourceId, agentId, jobId } }
}
