/**
 * What became of messages that were handed to vendors, a batch at a time. What fences off a worker that was only slow is the
 * ledger's row: an answer counts while its own try is open, whoever holds the action by now, since what a vendor said of a try is
 * true however late it comes.
 */
import type { ActionState, ConsentChannel, Vendor } from '@troupe/contract'
import { sql } from 'kysely'
import type { Id, Ids } from '../../base/ids.ts'
import type { Random } from '../../base/random.ts'
import type { OutboundMessage, SendOutcome } from '../../messaging/channel.ts'
import type { SuppressionList } from '../../messaging/suppression/suppression-list.ts'
import { bigints, texts, uuids } from '../../store/columns.ts'
import type { Within } from '../../store/database.ts'
import type { Intake } from '../events/intake.ts'
import { shownText } from './outbound-message.ts'
import { retryDelayMs } from './retry-delay.ts'
import { deliveryBy, eventOf, messageOf, type Sent } from './sent.ts'
import { writeActions, writeLog, writeMessages, type ActionRow, type LogRow } from './sending-rows.ts'
import type { ToJudge } from './to-judge.ts'

export interface SettleParts {
  readonly ids: Ids
  readonly random: Random
  readonly intake: Pick<Intake, 'hold' | 'record'>
  readonly suppressions: Pick<SuppressionList, 'suppress'>
  readonly reconcileEveryMs: number
}

/** What is known of it afterwards. */
export type SettledMessage = Pick<OutboundMessage, 'ledgerId' | 'workspaceId' | 'consumerId' | 'channel' | 'to' | 'subject' | 'text' | 'template'>

export interface Settlement {
  readonly message: SettledMessage
  /** `not-called`: taken back before the vendor was asked, or to be sent again without harm. */
  readonly outcome: SendOutcome | { readonly kind: 'not-called'; readonly reason: string }
  /** Found out afterwards, and not the answer to the call. */
  readonly reconciled?: boolean
}

interface Open extends Omit<ToJudge, 'content' | 'author'> {
  readonly id: Id
  readonly ledgerId: Id
  readonly intendedMs: number
  readonly vendor: Vendor
  readonly turnId: Id | null
  readonly conversationId: Id | null
  readonly authorId: Id | null
  readonly authorName: string | null
  readonly approved: boolean
  readonly sendAtMs: number
  readonly tries: number
  readonly triesMost: number
  readonly lease: number
  readonly simulated: boolean
  readonly agentName: string | null
  readonly threadId: Id | null
  readonly erased: boolean
  readonly state: ActionState
  readonly way: ConsentChannel | null
}

interface Ledger {
  readonly id: Id
  readonly state: 'sent' | 'failed' | 'unknown'
  readonly vendorId: string | null
  readonly reason: string | null
  readonly reconcileMs: number | null
}

/** Answers how many it settled; the others were settled before. */
export async function settle(within: Within, parts: SettleParts, settlements: readonly Settlement[], nowMs: number): Promise<number> {
  await parts.intake.hold(within, [...new Set(settlements.map(({ message }) => message.consumerId))].toSorted())
  const open = await openTries(within, settlements.map(({ message }) => message.ledgerId))
  const actions: ActionRow[] = []
  const log: LogRow[] = []
  const ledger: Ledger[] = []
  const sent: Sent[] = []
  for (const settlement of settlements) {
    const { message, outcome, reconciled = false } = settlement
    const row = open.get(message.ledgerId)
    if (row === undefined) continue
    const after = withoutWords(row, afterwards(row, outcome, parts, nowMs))
    ledger.push(after.ledger)
    // Whom a person has taken out of the queue meanwhile nothing puts back into it.
    const isOut = outcome.kind !== 'sent' && row.state !== 'executing' && row.state !== 'unknown'
    if (!isOut) actions.push(after.action)
    log.push({ actionId: row.id, kind: reconciled ? 'reconciled' : 'attempt', state: isOut ? row.state : after.action.state, policy: null, reason: after.ledger.reason ?? row.vendor })
    if (outcome.kind === 'sent') sent.push(sentOf(row, message, outcome))
    if (outcome.kind === 'failed' && outcome.suppress !== undefined && message.to !== null) {
      const channel = row.way ?? (message.channel === 'email' || message.channel === 'whatsapp' || message.channel === 'sms' || message.channel === 'call' ? message.channel : message.to.includes('@') ? 'email' : 'sms')
      await parts.suppressions.suppress(within, message.workspaceId, [{ channel, address: message.to, reason: outcome.suppress, source: row.vendor }])
    }
  }
  await writeLedger(within, ledger, nowMs)
  await writeActions(within, actions)
  await writeLog(within, { ids: parts.ids, nowMs }, log)
  await writeMessages(within, sent.map((one) => messageOf(one, parts.ids.next())))
  if (sent.length > 0) await parts.intake.record(within, sent.map(eventOf))
  return ledger.length
}

async function openTries(within: Within, ledgerIds: readonly Id[]): Promise<Map<Id, Open>> {
  const { rows } = await sql<Open>`SELECT l.id AS "ledgerId", l.intended_at AS "intendedMs", l.vendor, a.id, a.workspace_id AS "workspaceId", a.project_id AS "projectId", a.creator_id AS "creatorId", a.consumer_id AS "consumerId", a.agent_id AS "agentId",
      a.turn_id AS "turnId", a.conversation_id AS "conversationId", a.author_id AS "authorId", a.author_name AS "authorName", a.kind, a.channel, a.generator, a.approved_hash IS NOT NULL AS approved, a.send_at AS "sendAtMs", a.tries,
      a.tries_most AS "triesMost", a.lease, a.simulated, a.state, l.way, (SELECT name FROM agents g WHERE g.id = a.agent_id) AS "agentName",
      (SELECT v.id FROM conversations v WHERE v.consumer_id = a.consumer_id AND v.channel = a.channel) AS "threadId", coalesce((SELECT c.erased_at IS NOT NULL FROM consumers c WHERE c.id = a.consumer_id), true) AS erased
    FROM actions a JOIN send_ledger l ON l.action_id = a.id
    WHERE l.id = ANY(${uuids(ledgerIds, (id) => id)}) AND l.state IN ('intended', 'unknown') ORDER BY a.id FOR UPDATE OF a, l`.execute(within)
  return new Map(rows.map((row) => [row.ledgerId, row]))
}

function afterwards(row: Open, outcome: Settlement['outcome'], { random, reconcileEveryMs }: SettleParts, nowMs: number): { action: ActionRow; ledger: Ledger } {
  const waiting: ActionState = row.approved ? 'approved' : 'planned'
  const base = { id: row.id, sendAtMs: row.sendAtMs, tries: row.tries, dead: false, verdict: null, lease: row.lease, leaseUntilMs: null, vendor: row.vendor, vendorId: null, delivery: null, sentMs: null, endedMs: null }
  const closed = { id: row.ledgerId, vendorId: null, reconcileMs: null }
  switch (outcome.kind) {
    case 'sent':
      return {
        action: { ...base, state: 'executed', reason: null, vendorId: outcome.vendorId, delivery: deliveryBy(row.vendor), sentMs: row.intendedMs, endedMs: nowMs },
        ledger: { ...closed, state: 'sent', vendorId: outcome.vendorId, reason: null },
      }
    case 'unknown':
      return { action: { ...base, state: 'unknown', reason: outcome.reason }, ledger: { ...closed, state: 'unknown', reason: outcome.reason, reconcileMs: nowMs + reconcileEveryMs } }
    // Neither is the fault of the words or the address, so neither counts as a try.
    case 'later':
      return { action: { ...base, state: waiting, reason: outcome.reason, tries: row.tries - 1, sendAtMs: Math.max(nowMs + 1_000, outcome.untilMs) }, ledger: { ...closed, state: 'failed', reason: outcome.reason } }
    case 'not-called':
      return { action: { ...base, state: waiting, reason: outcome.reason, tries: row.tries - 1 }, ledger: { ...closed, state: 'failed', reason: outcome.reason } }
    case 'failed': {
      const ledger = { ...closed, state: 'failed' as const, reason: outcome.reason }
      if (outcome.permanent || row.tries >= row.triesMost) return { action: { ...base, state: 'failed', reason: outcome.reason, dead: true, endedMs: nowMs }, ledger }
      return { action: { ...base, state: waiting, reason: outcome.reason, sendAtMs: nowMs + retryDelayMs(row.tries, random) }, ledger }
    }
  }
}

function sentOf(row: Open, message: SettledMessage, outcome: Extract<SendOutcome, { kind: 'sent' }>): Sent {
  const { authorId, authorName, agentName, threadId, vendor } = row
  return {
    action: { ...row, content: null, author: authorName === null ? null : { id: authorId, name: authorName } }, agentName, threadId, vendor, vendorId: outcome.vendorId, atMs: row.intendedMs,
    subject: row.erased ? null : message.subject, text: row.erased ? null : outcome.text ?? shownText(message),
  }
}

/** Vendors name addresses in what they say. */
function withoutWords({ erased }: Open, after: ReturnType<typeof afterwards>): ReturnType<typeof afterwards> {
  return erased ? { action: { ...after.action, reason: null }, ledger: { ...after.ledger, reason: null } } : after
}

async function writeLedger(within: Within, rows: readonly Ledger[], nowMs: number): Promise<void> {
  if (rows.length === 0) return
  await sql`UPDATE send_ledger l SET state = d.state, vendor_id = d.vendor_id, reason = d.reason, reconcile_at = d.reconcile_at, settled_at = CASE d.state WHEN 'unknown' THEN NULL ELSE ${nowMs}::bigint END,
      message = CASE d.state WHEN 'unknown' THEN l.message END
    FROM unnest(${uuids(rows, (row) => row.id)}, ${texts(rows, (row) => row.state)}, ${texts(rows, (row) => row.vendorId)}, ${texts(rows, (row) => row.reason)}, ${bigints(rows, (row) => row.reconcileMs)}) AS d (id, state, vendor_id, reason, reconcile_at)
    WHERE l.id = d.id`.execute(within)
}
