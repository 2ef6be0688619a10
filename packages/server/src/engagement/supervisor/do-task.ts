/** One task of a day, done within one transaction: whom it is for is claimed, and what is to be said is planned. The gate judges each message when it is sent. */
import type { GoalWorkflow, PlannedContent } from '@troupe/contract'
import { sql } from 'kysely'
import type { Ids } from '../../base/ids.ts'
import { storable } from '../../base/storable.ts'
import type { Within } from '../../store/database.ts'
import { planActions, type ActionDraftRow } from '../actions/plan-actions.ts'
import { claimAudience, type Claimed } from './audience.ts'
import { writeGoalLog, type GoalRow } from './goal-rows.ts'
import { metricOf } from './metric.ts'
import { TOOLS, type Tool } from './tools.ts'

type Stage = GoalWorkflow['stages'][number]
type Task = Stage['tasks'][number]

export interface Doing {
  readonly goal: GoalRow
  readonly stage: Stage
  readonly task: Task
  /** What planned the workflow, whose words they are; null for a person. */
  readonly generator: string | null
  readonly ids: Ids
  readonly nowMs: number
}

const TAGS_MOST = 50

/** Answers in a sentence what came of it. */
export async function doTask(within: Within, doing: Doing): Promise<string> {
  const tool = TOOLS.get(doing.task.tool)
  switch (tool?.kind) {
    case 'message':
      return planMessages(within, doing, tool)
    case 'tag':
      return tagLeads(within, doing)
    case 'note':
      return writeNote(within, doing)
    case undefined:
      throw new Error(`there is no tool ${doing.task.tool}`)
  }
}

async function planMessages(within: Within, { goal, stage, task, generator, ids, nowMs }: Doing, { channel }: Extract<Tool, { kind: 'message' }>): Promise<string> {
  const creator = await within.selectFrom('creators').select(['project_id', 'name', 'currency']).where('id', '=', goal.creator_id).executeTakeFirstOrThrow()
  let products = within.selectFrom('products').selectAll().where('creator_id', '=', goal.creator_id).where('active', '=', true)
  if (channel === 'payment-link') products = products.where('price_minor', 'is not', null)
  // What is given away is a way in, and no goal.
  const product = await products.orderBy(sql`coalesce(price_minor, 0) > 0`, 'desc').orderBy('id').limit(1).executeTakeFirst()
  if (channel === 'payment-link' && product === undefined) throw new Error('no product has a price to pay: add one, or take this task out')
  const words = textOf(task, 'text')
  if (words === '' && channel !== 'payment-link') throw new Error(`the task says nothing: give ${task.tool} a text`)
  const agent = await within.selectFrom('agents').select('id').where('workspace_id', '=', goal.workspace_id).where('platform', '=', 'messaging').where(sql<boolean>`(creator_id = ${goal.creator_id} OR creator_id IS NULL)`)
    .where(sql<string>`lower(name)`, '=', task.agent.toLowerCase()).orderBy('creator_id').limit(1).executeTakeFirst()
  const leads = await claimAudience(within, { goalId: goal.id, creatorId: goal.creator_id, step: stepOf(stage, task), audience: stage.audience, limit: task.perDayMost, nowMs, writes: true })
  const filled = (text: string, lead: Claimed): string => withNames(text, { name: firstName(lead.name), creator: creator.name, url: product?.url ?? '' })
  await planActions(within, leads.map((lead): ActionDraftRow => {
    const subject = textOf(task, 'subject')
    const content: PlannedContent = {
      subject: channel === 'email' ? filled(subject === '' ? goal.title : subject, lead).slice(0, 300) : null, text: filled(words === '' ? `${product?.name ?? ''}: you can pay here.` : words, lead), template: null,
      productId: channel === 'payment-link' ? product?.id ?? null : null, url: null, amountMinor: channel === 'payment-link' ? product?.price_minor ?? null : null, currency: channel === 'payment-link' ? product?.currency ?? creator.currency : null,
    }
    return {
      id: ids.next(), workspaceId: goal.workspace_id, projectId: creator.project_id, creatorId: goal.creator_id, consumerId: lead.id, agentId: agent?.id ?? null, turnId: null, eventId: null, goalId: goal.id, kind: task.tool, channel, content, generator,
      sendAtMs: nowMs, cancelWhen: ['converted', 'unsubscribed'], createdMs: nowMs, why: `goal “${goal.title}”, ${stage.name}`,
    }
  }))
  return leads.length === 0 ? 'Nobody was left whom it is for.' : `Planned for ${leads.length} ${leads.length === 1 ? 'lead' : 'leads'}; the gate judges each when it is sent.`
}

async function tagLeads(within: Within, { goal, stage, task, nowMs }: Doing): Promise<string> {
  const tag = textOf(task, 'tag').slice(0, 60)
  if (tag === '') throw new Error(`the task names no tag: give ${task.tool} one`)
  const leads = await claimAudience(within, { goalId: goal.id, creatorId: goal.creator_id, step: stepOf(stage, task), audience: stage.audience, limit: task.perDayMost, nowMs, writes: false })
  // Locked in the house's order.
  if (leads.length > 0) await sql`WITH held AS MATERIALIZED (SELECT id FROM consumers WHERE id = ANY(${leads.map((lead) => lead.id)}::uuid[]) AND NOT ${tag} = ANY(tags) AND cardinality(tags) < ${TAGS_MOST} ORDER BY id FOR NO KEY UPDATE)
    UPDATE consumers c SET tags = array_append(c.tags, ${tag}) FROM held WHERE c.id = held.id`.execute(within)
  return `Tagged ${leads.length} ${leads.length === 1 ? 'lead' : 'leads'} “${tag}”.`
}

async function writeNote(within: Within, { goal, task, ids, nowMs }: Doing): Promise<string> {
  const asks = task.tool === 'ask_person'
  const { rows: [did] } = await sql<{ planned: number; sent: number }>`SELECT count(*)::int AS planned, (count(*) FILTER (WHERE sent_at IS NOT NULL))::int AS sent FROM actions WHERE workspace_id = ${goal.workspace_id} AND goal_id = ${goal.id}`.execute(within)
  const text = asks ? textOf(task, 'text') || 'Is everything going as it should?' : `${await metricOf(within, goal)} of ${goal.target} ${goal.metric}; ${did?.planned ?? 0} messages planned, ${did?.sent ?? 0} sent.`
  await writeGoalLog(within, { ids, nowMs }, goal.id, asks ? 'question' : 'report', text)
  return asks ? 'Asked.' : 'Written down.'
}

export function stepOf({ name }: Stage, { agent, tool }: Task): string {
  return `${name}/${agent}/${tool}`
}

function textOf({ input }: Task, key: string): string {
  const value = input[key]
  return typeof value === 'string' ? storable(value).trim() : ''
}

/** In one pass: what a lead is called is no pattern. */
function withNames(text: string, names: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(name|creator|url)\}/g, (_, key: string) => names[key] ?? '').replaceAll(/ +([,.!?])/g, '$1').trim().slice(0, 10_000)
}

function firstName(name: string | null): string {
  return name?.trim().split(/\s+/)[0] ?? ''
}
