/**
 * Facts for the gate, of a batch at once. The same for what is due, for "what would happen if", and for agents that are tried
 * out: a gate that was asked by other facts than those it decides by would be of no use.
 */
import { HOLDOUT, type Channel as ChannelName, type MessagingPolicy, type PlannedContent } from '@troupe/contract'
import { must } from '../../base/errors.ts'
import type { Id } from '../../base/ids.ts'
import type { Channel } from '../../messaging/channel.ts'
import type { PublicLinks } from '../../messaging/links/public-links.ts'
import type { SuppressionList } from '../../messaging/suppression/suppression-list.ts'
import type { MessagingFacts, Send } from '../../policy/messaging/messaging-facts.ts'
import { wordsToSend } from '../../policy/messaging/whatsapp-window.ts'
import { wordsHash } from '../../policy/messaging/words-hash.ts'
import type { Database } from '../../store/database.ts'
import type { Arm, ExperimentArms } from '../experiments/experiment-arms.ts'
import type { Carriers, CarriersRead } from './carriers.ts'
import { agentRows, creatorRows, creatorSends, knownLeads, leadRows, policiesOf, sendsTo, threadsOf, type AgentRow, type CreatorRow, type CreatorSends, type LeadRow, type ThreadRow } from './fact-rows.ts'
import { leadZones, type LeadZones } from './lead-zones.ts'
import { wayTo, type Way } from './lead-way.ts'
import { NO_CONTENT, type ToJudge } from './to-judge.ts'

export interface FactParts {
  readonly carriers: Carriers
  readonly suppressions: Pick<SuppressionList, 'reasons'>
  readonly links: Pick<PublicLinks, 'unsubscribable'>
  readonly arms: Pick<ExperimentArms, 'sentUnder'>
  /** Why a project or the instance stands still; null where it does not. */
  readonly killed: (of: { readonly projectId: Id }) => string | null
}

/** What one message meets. */
export interface Situation {
  readonly facts: MessagingFacts
  readonly lead: LeadRow
  readonly creator: CreatorRow
  readonly agent: AgentRow | null
  readonly way: Way
  readonly zones: LeadZones
  /** The thread on its channel. */
  readonly thread: ThreadRow | null
  readonly carrier: Channel
  /** Of an experiment; null outside of any. */
  readonly arm: Arm | null
  /** The words as they go out: outside WhatsApp's window the rules' template. */
  readonly content: PlannedContent
}

interface Rows {
  readonly nowMs: number
  readonly leads: ReadonlyMap<Id, LeadRow>
  readonly creators: ReadonlyMap<Id, CreatorRow>
  readonly policies: ReadonlyMap<Id, MessagingPolicy>
  readonly agents: ReadonlyMap<Id, AgentRow>
  readonly threads: ReadonlyMap<Id, readonly ThreadRow[]>
  readonly known: Set<Id>
  readonly sends: Map<Id, Send[]>
  readonly creatorSends: Map<Id, CreatorSends>
  readonly suppressed: ReadonlyMap<ToJudge, string>
  readonly carriers: CarriersRead
  readonly arms: ReadonlyMap<ToJudge, Arm>
}

/** One lead of whom nothing is left. */
const GONE: Omit<LeadRow, 'id'> = { name: null, email: null, phone: null, whatsapp: null, timezone: null, consents: {}, merged: false, erased: true }

export class Facts {
  readonly #rows: Rows
  readonly #parts: FactParts

  private constructor(parts: FactParts, rows: Rows) {
    this.#parts = parts
    this.#rows = rows
  }

  /** `within` a transaction that holds the leads' contexts, where what comes out is to be acted on. `policy`: instead of the stored ones. */
  static async read(within: Database, parts: FactParts, items: readonly ToJudge[], nowMs: number, policy: MessagingPolicy | null = null): Promise<Facts> {
    const stored = await policiesOf(within, items)
    const policies = policy === null ? stored : new Map([...stored.keys()].map((id) => [id, policy]))
    const leads = await leadRows(within, items)
    const asksOfFirst = [...policies.values()].some(({ approval: { mode } }) => mode === 'first-to-lead')
    const rows = {
      nowMs, policies, leads, creators: await creatorRows(within, items), agents: await agentRows(within, items), threads: await threadsOf(within, items), known: asksOfFirst ? await knownLeads(within, items) : new Set<Id>(),
      sends: await sendsTo(within, items, policies.values(), nowMs), suppressed: await suppressedOf(within, parts.suppressions, items, leads),
      creatorSends: await creatorSends(within, limitsOf(policies), nowMs), carriers: await parts.carriers.read(within, items), arms: await parts.arms.sentUnder(within, items),
    }
    return new Facts(parts, rows)
  }

  /** Reads again how much these creators have sent; once nobody else can send for them. */
  async recount(within: Database, creatorIds: readonly Id[]): Promise<void> {
    const { policies, creatorSends: counts, nowMs } = this.#rows
    const again = await creatorSends(within, limitsOf(new Map([...policies].filter(([id]) => creatorIds.includes(id)))), nowMs)
    for (const [id, count] of again) counts.set(id, count)
  }

  of(item: ToJudge): Situation {
    const { nowMs, leads, creators, policies, agents, threads, known, sends, creatorSends: counts, suppressed, carriers, arms } = this.#rows
    const lead = leads.get(item.consumerId) ?? { id: item.consumerId, ...GONE }
    const creator = must(creators.get(item.creatorId), 'the creator of a message')
    const policy = must(policies.get(item.creatorId), 'a policy')
    const agent = (item.agentId === null ? null : agents.get(item.agentId)) ?? null
    const way = wayTo(lead, item.channel)
    const zones = leadZones(lead, creator.timezone, nowMs)
    const spoken = threads.get(item.consumerId) ?? []
    const thread = spoken.find(({ channel }) => channel === (way.carrier ?? item.channel)) ?? null
    const carrier = carriers.channel(item, item.channel, way.carrier)
    const arm = arms.get(item) ?? null
    const content = wordsToSend({ nowMs, policy, message: { channel: item.channel, carrier: way.carrier, content: item.content ?? NO_CONTENT }, lead: { thread } })
    const facts: MessagingFacts = {
      nowMs, policy, killed: this.#parts.killed(item) ?? (agent === null ? null : this.#parts.killed(agent)), agent, vendor: carrier.vendor, recipient: way.address, suppressed: suppressed.get(item) ?? null, heldOut: arm?.arm === HOLDOUT ? arm.name : null, sends: sends.get(item.consumerId) ?? [],
      creatorSends: counts.get(item.creatorId) ?? { count: 0, oldestMs: null }, unsubscribable: this.#parts.links.unsubscribable, stripe: carriers.hasStripe(item),
      message: {
        channel: item.channel, carrier: way.carrier, author: item.author === null ? 'agent' : 'person', content, generator: item.generator, approvedHash: item.approvedHash,
        contentHash: wordsHash({ kind: item.kind, channel: item.channel, way: way.carrier, content, recipient: way.address }), disclosure: disclosureOf(item, policy, creator),
      },
      lead: { merged: lead.merged, erased: lead.erased, consents: lead.consents, zones: zones.zones, known: known.has(item.consumerId), person: personIn(spoken), thread },
    }
    return { facts, lead, creator, agent, way, zones, thread, carrier, arm, content }
  }

  /** What went out in a creator's name in the last 24 hours, and how much may. */
  countOf(creatorId: Id): { count: number; most: number } {
    return { count: this.#rows.creatorSends.get(creatorId)?.count ?? 0, most: must(this.#rows.policies.get(creatorId), 'a policy').messagesPerDay }
  }

  /** One that goes out now counts for those judged after it. */
  sent(item: Pick<ToJudge, 'consumerId' | 'creatorId' | 'channel'>, { carrier }: Way): void {
    const { nowMs, sends, known, creatorSends: counts } = this.#rows
    if (!reachesLeads(item.channel)) return
    known.add(item.consumerId)
    sends.set(item.consumerId, [{ channel: item.channel, carrier: carrier ?? item.channel, atMs: nowMs }, ...sends.get(item.consumerId) ?? []])
    const { count, oldestMs } = counts.get(item.creatorId) ?? { count: 0, oldestMs: null }
    counts.set(item.creatorId, { count: count + 1, oldestMs: oldestMs ?? nowMs })
  }
}

export function disclosureOf({ author, channel }: Pick<ToJudge, 'author' | 'channel'>, { disclosure }: MessagingPolicy, creator: { readonly name: string }): string | null {
  return author !== null || !reachesLeads(channel) && channel !== 'console' ? null : disclosure.replaceAll('{creator}', () => creator.name)
}

function reachesLeads(channel: ChannelName): boolean {
  return channel !== 'console' && channel !== 'webhook'
}

function personIn(threads: readonly ThreadRow[]): 'talks' | 'waited-for' | null {
  if (threads.some(({ state }) => state === 'with-person')) return 'talks'
  return threads.some(({ state }) => state === 'escalated') ? 'waited-for' : null
}

function limitsOf(policies: ReadonlyMap<Id, MessagingPolicy>): Map<Id, number> {
  return new Map([...policies].map(([id, { messagesPerDay }]) => [id, messagesPerDay]))
}

async function suppressedOf(within: Database, list: Pick<SuppressionList, 'reasons'>, items: readonly ToJudge[], leads: ReadonlyMap<Id, LeadRow>): Promise<Map<ToJudge, string>> {
  const found = new Map<ToJudge, string>()
  for (const [workspaceId, own] of Map.groupBy(items, (item) => item.workspaceId)) {
    const asked = own.flatMap((item) => {
      const lead = leads.get(item.consumerId)
      const { carrier, listed } = lead === undefined ? { carrier: null, listed: null } : wayTo(lead, item.channel)
      return carrier === null || listed === null ? [] : [{ item, channel: carrier, address: listed }]
    })
    const reasons = await list.reasons(within, workspaceId, asked)
    asked.forEach(({ item }, index) => {
      const reason = reasons[index]
      if (reason != null) found.set(item, reason)
    })
  }
  return found
}

