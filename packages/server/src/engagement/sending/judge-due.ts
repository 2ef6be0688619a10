/**
 * A batch of due actions from the queue to their verdicts and what follows from them, within one transaction that holds their
 * leads' contexts. What the console carries leaves no machine and is over with it. What a vendor carries is intended with it, one
 * row of the ledger a try, and sent after the commit.
 */
import type { ConsentChannel, GateVerdict, Vendor } from '@troupe/contract'
import { sql } from 'kysely'
import type { Id, Ids } from '../../base/ids.ts'
import type { Channel, OutboundMessage } from '../../messaging/channel.ts'
import type { PublicLinks } from '../../messaging/links/public-links.ts'
import { reachedExperiment } from '../../policy/messaging/held-out.ts'
import { judgeMessage } from '../../policy/messaging/judge-message.ts'
import type { Within } from '../../store/database.ts'
import type { OwnEvent } from '../events/intake.ts'
import { keepExposures, type ActionExposure } from '../experiments/exposures.ts'
import type { BusyLane, DueAction } from './due-actions.ts'
import { Facts, type FactParts, type Situation } from './facts.ts'
import { outboundMessage, shownText } from './outbound-message.ts'
import { deliveryBy, eventOf, messageOf, type Sent } from './sent.ts'
import { writeActions, writeApprovals, writeLedger, writeLog, writeMessages, type ActionRow, type ApprovalRow, type LedgerRow, type LogRow } from './sending-rows.ts'

const HOUR_MS = 3_600_000
/** Messages that other workers may have under way for one creator: with less room than that left, one counts alone. */
const COUNTED_ALONE_BELOW = 1_000

export interface JudgeParts extends FactParts {
  readonly ids: Ids
  readonly links: PublicLinks
  readonly leaseMs: number
  /** Within the transaction. */
  readonly record: (within: Within, events: readonly OwnEvent[]) => Promise<unknown>
}

/** Committed as intended, and to be sent. */
export interface Intended {
  readonly action: DueAction
  readonly message: OutboundMessage
  readonly carrier: Channel
}

/** What is kept of it in the ledger while its fate is open. */
export interface HandedOver {
  readonly message: OutboundMessage
  /** By which the lead is reached: a payment link goes by several. */
  readonly way: ConsentChannel | null
}

export interface Judged {
  readonly intended: readonly Intended[]
  /** Left as they were: their vendor has no room. */
  readonly busy: readonly (BusyLane & { readonly vendor: Vendor })[]
  readonly asked: number
  readonly counts: Readonly<Record<GateVerdict['kind'], number>>
}

interface Passed extends Intended {
  readonly situation: Situation
  readonly verdict: GateVerdict
  /** Nothing leaves this machine. */
  readonly here: boolean
}

/** `take`: whether the vendor has room for one more call; if so, it is taken. */
export async function judgeDue(within: Within, parts: JudgeParts, due: readonly DueAction[], nowMs: number, take: (vendor: Vendor) => boolean): Promise<Judged> {
  const facts = await Facts.read(within, parts, due, nowMs)
  await countAlone(within, facts, due)
  const actions: ActionRow[] = []
  const log: LogRow[] = []
  const approvals: ApprovalRow[] = []
  const passed: Passed[] = []
  const busy: (BusyLane & { readonly vendor: Vendor })[] = []
  const exposures: ActionExposure[] = []
  const counts = { allow: 0, hold: 0, ask: 0, suppress: 0 }
  for (const action of due) {
    const situation = facts.of(action)
    const verdict = judgeMessage(situation.facts)
    if (verdict.kind === 'allow') {
      const { carrier } = situation
      const here = carrier.vendor === 'console' && action.channel !== 'payment-link'
      if (!here && !take(carrier.vendor)) {
        busy.push({ creatorId: action.creatorId, channel: action.channel, vendor: carrier.vendor })
        continue
      }
      facts.sent(action, situation.way)
      passed.push({ action, situation, verdict, here, carrier, message: outboundMessage(action, situation, parts.ids.next(), parts.links) })
    } else {
      actions.push(notSent(action, verdict, nowMs))
      if (verdict.kind === 'ask') approvals.push(approvalOf(action, situation, verdict, parts.ids.next(), nowMs))
    }
    if (situation.arm !== null && reachedExperiment(verdict.all)) exposures.push({ actionId: action.id, consumerId: action.consumerId, experimentId: situation.arm.experimentId, arm: situation.arm.arm })
    counts[verdict.kind] += 1
    // Held for the same reason again is no news.
    if (verdict.kind !== 'hold' || verdict.reason !== action.reason) log.push({ actionId: action.id, kind: 'verdict', state: stateAfter(action, verdict), policy: verdict.policy, reason: verdict.reason })
  }
  const intended = await write(within, parts, passed, { actions, log, approvals }, nowMs)
  await keepExposures(within, exposures, nowMs)
  return { intended, busy, asked: approvals.length, counts }
}

async function write(within: Within, parts: JudgeParts, passed: readonly Passed[], rows: { actions: ActionRow[]; log: LogRow[]; approvals: readonly ApprovalRow[] }, nowMs: number): Promise<Intended[]> {
  const { ids, leaseMs, record } = parts
  const written = await writeLedger(within, passed.map((one) => ledgerOf(one, nowMs)))
  const sent: Sent[] = []
  for (const one of passed) {
    const { action, verdict, here, carrier, message, situation } = one
    const base = { id: action.id, sendAtMs: action.sendAtMs, tries: action.tries + 1, dead: false, verdict, lease: action.lease + 1, vendor: carrier.vendor }
    if (!written.has(action.id)) {
      const reason = 'an earlier try of this action is still open'
      rows.actions.push({ ...base, tries: action.tries, state: 'unknown', reason, leaseUntilMs: null, vendorId: null, delivery: null, sentMs: null, endedMs: null })
      rows.log.push({ actionId: action.id, kind: 'attempt', state: 'unknown', policy: null, reason })
    } else if (here) {
      rows.actions.push({ ...base, state: 'executed', reason: null, leaseUntilMs: null, vendorId: message.ledgerId, delivery: deliveryBy(carrier.vendor), sentMs: nowMs, endedMs: nowMs })
      rows.log.push({ actionId: action.id, kind: 'attempt', state: 'executed', policy: null, reason: 'console' })
      sent.push({ action, agentName: situation.agent?.name ?? null, threadId: situation.thread?.id ?? null, subject: message.subject, text: shownText(message), vendor: carrier.vendor, vendorId: message.ledgerId, atMs: nowMs })
    } else {
      rows.actions.push({ ...base, state: 'executing', reason: null, leaseUntilMs: nowMs + leaseMs, vendorId: null, delivery: null, sentMs: null, endedMs: null })
    }
  }
  await writeActions(within, rows.actions)
  await writeApprovals(within, nowMs, rows.approvals)
  await writeLog(within, { ids, nowMs }, rows.log)
  await writeMessages(within, sent.map((one) => messageOf(one, ids.next())))
  if (sent.length > 0) await record(within, sent.map(eventOf))
  return passed.filter(({ here, action }) => !here && written.has(action.id))
}

/** Who is near a limit of the creator's is counted with nobody else sending for the same creator until the commit. */
async function countAlone(within: Within, facts: Facts, due: readonly DueAction[]): Promise<void> {
  const near = [...Map.groupBy(due, (action) => action.creatorId)].filter(([creatorId, own]) => {
    const { count, most } = facts.countOf(creatorId)
    return count + own.length + COUNTED_ALONE_BELOW > most
  }).map(([creatorId]) => creatorId).toSorted()
  if (near.length === 0) return
  for (const creatorId of near) await sql`SELECT pg_advisory_xact_lock(hashtextextended(${`creator limit ${creatorId}`}, 0))`.execute(within)
  await facts.recount(within, near)
}

function stateAfter({ approvedHash }: DueAction, { kind }: GateVerdict) {
  switch (kind) {
    case 'allow':
      return 'executing'
    case 'hold':
      return approvedHash === null ? 'planned' : 'approved'
    case 'ask':
      return 'awaiting-approval'
    case 'suppress':
      return 'suppressed'
  }
}

function notSent(action: DueAction, verdict: GateVerdict, nowMs: number): ActionRow {
  return {
    id: action.id, state: stateAfter(action, verdict), reason: verdict.reason, sendAtMs: verdict.until === null ? action.sendAtMs : Date.parse(verdict.until), tries: action.tries, dead: false, verdict, lease: action.lease, leaseUntilMs: null,
    vendor: null, vendorId: null, delivery: null, sentMs: null, endedMs: verdict.kind === 'suppress' ? nowMs : null,
  }
}

function approvalOf(action: DueAction, { facts: { policy, message } }: Situation, verdict: GateVerdict, id: Id, nowMs: number): ApprovalRow {
  return { id, workspaceId: action.workspaceId, creatorId: action.creatorId, actionId: action.id, why: verdict.reason ?? '', contentHash: message.contentHash, expiresMs: nowMs + policy.approval.expiresHours * HOUR_MS }
}

function ledgerOf({ action, message, carrier, here, situation }: Passed, intendedMs: number): LedgerRow {
  const handed: HandedOver = { message, way: situation.way.carrier }
  return {
    id: message.ledgerId, actionId: action.id, workspaceId: action.workspaceId, creatorId: action.creatorId, consumerId: action.consumerId, channel: action.channel, way: action.channel === 'payment-link' ? situation.way.carrier : null, vendor: carrier.vendor, attempt: action.tries + 1,
    state: here ? 'sent' : 'intended', intendedMs, vendorId: here ? message.ledgerId : null, message: here ? null : JSON.stringify(handed),
  }
}
